using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A combination of a matrix that is treated otherwise.</summary>
/// <param name="With">Its value in each dimension.</param>
/// <param name="SkipReason">Why it is skipped: null where it is not, empty where no reason is given.</param>
public sealed record MatrixAdjustment(FrozenDictionary<string, string> With, string? SkipReason)
{
    /// <summary>When a failure of it does not fail the build; null: as for the step.</summary>
    public SoftFail? SoftFail { get; init; }

    /// <summary>Whether it speaks of this combination.</summary>
    public bool Fits(ImmutableArray<string> names, ImmutableArray<string> values)
    {
        if (With.Count != names.Length) return false;
        for (var i = 0; i < names.Length; i++)
            if (!With.TryGetValue(names[i], out var value) || value != values[i])
                return false;
        return true;
    }

    /// <summary>Whether it names a combination that the dimensions alone do not give.</summary>
    internal bool AddsTo(StepMatrix matrix) =>
        With.Count == matrix.Dimensions.Length
        && matrix.Dimensions.All(dimension => With.ContainsKey(dimension.Name))
        && matrix.Dimensions.Any(dimension => !dimension.Values.Contains(With[dimension.Name]));

    /// <summary>Understands an adjustment.</summary>
    internal static MatrixAdjustment Of(YamlMapping mapping) =>
        new(
            mapping["with"] switch
            {
                YamlMapping with => with.Entries.ToFrozenDictionary(
                    entry => entry.Key,
                    entry => (entry.Value as YamlScalar)?.Canonical ?? "",
                    StringComparer.Ordinal
                ),
                YamlScalar one => FrozenDictionary.Create(StringComparer.Ordinal, KeyValuePair.Create("", one.Canonical)),
                _ => FrozenDictionary<string, string>.Empty,
            },
            StepMatrix.SkipReason(mapping["skip"])
        )
        {
            SoftFail = mapping.Has("soft_fail") ? SoftFail.Of(mapping["soft_fail"]) : null,
        };
}
