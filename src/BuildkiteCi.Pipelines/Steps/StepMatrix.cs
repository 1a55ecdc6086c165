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
            yield return Combined(names, values, Adjustments.Where(adjustment => adjustment.Fits(names, values)));
        foreach (
            var added in Adjustments
                .Where(adjustment => adjustment.AddsTo(this))
                .GroupBy(adjustment => string.Join('\n', names.Select(name => adjustment.With[name])), StringComparer.Ordinal)
        )
        {
            if (added.All(adjustment => adjustment.SkipReason is null))
                yield return Combined(names, [.. names.Select(name => added.First().With[name])], added);
        }
    }

    // Several adjustments may be of one combination: one that skips it wins (go-pipeline).
    private static MatrixCombination Combined(
        ImmutableArray<string> names,
        ImmutableArray<string> values,
        IEnumerable<MatrixAdjustment> adjustments
    )
    {
        var fitting = adjustments.ToList();
        return new MatrixCombination(
            names,
            values,
            fitting.Select(adjustment => adjustment.SkipReason).FirstOrDefault(reason => reason is not null)
        )
        {
            SoftFail = fitting.Select(adjustment => adjustment.SoftFail).FirstOrDefault(soft => soft is not null),
        };
    }

    /// <summary>Why something is skipped: null where it is not, empty where no reason is given.</summary>
    public static string? SkipReason(YamlNode? skip) => skip switch
    {
        YamlScalar { Kind: ScalarKind.Boolean } flag => flag.Canonical == "true" ? "" : null,
        YamlScalar { Canonical.Length: > 0 } reason => reason.Canonical,
        _ => null,
    };

    /// <summary>Understands a matrix in normal form, or null where there is none.</summary>
    internal static StepMatrix? Of(YamlNode? node) =>
        node switch
        {
            YamlSequence list => new StepMatrix([("", Texts(list))], []),
            YamlMapping mapping => new StepMatrix(
                DimensionsOf(mapping["setup"]),
                [.. Items(mapping["adjustments"]).OfType<YamlMapping>().Select(MatrixAdjustment.Of)]
            ),
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
