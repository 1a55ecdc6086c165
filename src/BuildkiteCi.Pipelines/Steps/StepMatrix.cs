using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>The values that a step is run with: one job for each combination of its dimensions.</summary>
/// <param name="Dimensions">Each dimension's name and values; the only dimension of a plain list has an empty name.</param>
/// <param name="Adjustments">Combinations that are skipped, treated otherwise, or added.</param>
public sealed record StepMatrix(
    ImmutableArray<(string Name, ImmutableArray<string> Values)> Dimensions, ImmutableArray<MatrixAdjustment> Adjustments)
{
    // A matrix that is far beyond Buildkite's limit of 50 is counted no further.
    private const int CountedAtMost = 10_000;

    /// <summary>All combinations, skipped ones too, the last dimension varying first; of a vast matrix the first 10,000.</summary>
    public IEnumerable<MatrixCombination> Combinations()
    {
        IEnumerable<ImmutableArray<string>> combined = [[]];
        foreach (var (_, values) in Dimensions) combined = combined.SelectMany(head => values.Select(head.Add));
        var names = Dimensions.Select(dimension => dimension.Name).ToImmutableArray();
        foreach (var values in combined.Take(CountedAtMost))
        {
            var fitting = Adjustments.FirstOrDefault(adjustment => adjustment.Fits(names, values));
            yield return new MatrixCombination(names, values, fitting?.SkipReason) { SoftFail = fitting?.SoftFail };
        }

        foreach (var added in Adjustments.Where(adjustment => adjustment.SkipReason is null && adjustment.AddsTo(this)))
            yield return new MatrixCombination(names, [.. names.Select(name => added.With[name])], SkipReason: null) { SoftFail = added.SoftFail };
    }

    /// <summary>Why something is skipped: null where it is not, empty where no reason is given.</summary>
    public static string? SkipReason(YamlNode? skip) => skip switch
    {
        YamlScalar { Kind: ScalarKind.Boolean } flag => flag.Canonical == "true" ? "" : null,
        YamlScalar { Canonical.Length: > 0 } reason => reason.Canonical,
        _ => null,
    };

    /// <summary>Understands a matrix in normal form, or null where there is none.</summary>
    internal static StepMatrix? Of(YamlNode? node) => node switch
    {
        YamlSequence list => new StepMatrix([("", Texts(list))], []),
        YamlMapping mapping => new StepMatrix(DimensionsOf(mapping["setup"]), [.. Items(mapping["adjustments"]).OfType<YamlMapping>().Select(MatrixAdjustment.Of)]),
        _ => null,
    };

    private static ImmutableArray<(string, ImmutableArray<string>)> DimensionsOf(YamlNode? setup) => setup switch
    {
        YamlSequence list => [("", Texts(list))],
        YamlMapping mapping => [.. mapping.Entries.Select(entry => (entry.Key, Texts(entry.Value)))],
        _ => [],
    };

    private static ImmutableArray<string> Texts(YamlNode node) => [.. Items(node).OfType<YamlScalar>().Select(item => item.Canonical)];

    private static ImmutableArray<YamlNode> Items(YamlNode? node) => node is YamlSequence list ? list.Items : [];
}
