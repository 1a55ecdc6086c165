using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Results;
using Cake.Core;

namespace Build.Wiring;

/// <summary>What was published before, together with what is published now.</summary>
/// <param name="ForComparison">With matrices whose release or night nobody knows, where there is nothing else to compare with.</param>
/// <param name="ForSite">With what has a title and a date alone.</param>
/// <param name="Rebuilt">Results files of what was rebuilt from commits, by their places in the repository.</param>
internal sealed record PublicationPast(
    SupportHistory ForComparison,
    SupportHistory ForSite,
    ImmutableSortedDictionary<string, string> Rebuilt
)
{
    /// <summary>Reads what was published before.</summary>
    /// <param name="context">Reads the repository.</param>
    /// <param name="options">Which sources are read.</param>
    /// <param name="results">What is published now; null: nothing.</param>
    public static async Task<PublicationPast> ReadAsync(BuildContext context, PublishOptions options, BuildResults? results)
    {
        var builder = new SupportHistoryBuilder(context.Settings.Matrices);
        var published = new PublishedResults(context.Files);
        context.Show(published.AddTo(builder, results?.Publication));
        var rebuilt = options.HistoryFromGit ? await RebuiltAsync(context, published, results?.Publication) : [];
        foreach (var one in rebuilt) builder.Add(one);
        var files = rebuilt.ToImmutableSortedDictionary(
            one => new PublishedLayout(one.Publication).Results,
            ResultsFile.Write,
            StringComparer.Ordinal
        );
        if (results is null) return With(builder.Build(), files);

        var earlier =
            published.KnowsKindOf(results.Publication)
            || rebuilt.Exists(one =>
                one.Publication.Implementation == results.Publication.Implementation
                && one.Publication.Release is null == results.Publication.Release is null
            )
                ? null
                : await EarlierAsync(context, results);
        builder.Add(results);
        if (earlier is null) return With(builder.Build(), files);
        var known = earlier.Publication.Date == default ? builder.Build() : null;
        var all = builder.Add(earlier).Build();
        return new PublicationPast(all, known ?? all, files);
    }

    private static PublicationPast With(SupportHistory history, ImmutableSortedDictionary<string, string> files) =>
        new(history, history, files);

    private static async Task<BuildResults?> EarlierAsync(BuildContext context, BuildResults results)
    {
        var earlier = await new EarlierMatrices(context.Files, context.Processes).ReadAsync(
            context.Settings.Matrices,
            results,
            context.Stopping
        );
        context.Show(earlier.Diagnostics);
        return earlier.Value;
    }

    // The newest of a title counts, and what has a results file, or is published now, is known better than any commit tells.
    private static async Task<List<BuildResults>> RebuiltAsync(BuildContext context, PublishedResults published, Publication? now)
    {
        try
        {
            var read = await new PublishedGitHistory(context.Files.Root, context.Processes).ReadAsync(
                context.Settings.Matrices,
                [.. context.Settings.Fleet.Generations.Select(generation => generation.Name)],
                [],
                context.Stopping
            );
            context.Show(read.Diagnostics);
            var all = read.Value!.Where(one =>
                    !published.Knows(one.Publication)
                    && (one.Publication.Implementation, one.Publication.Title) != (now?.Implementation, now?.Title)
                )
                .GroupBy(one => (one.Publication.Implementation, one.Publication.Title))
                .Select(same => same.MaxBy(one => one.Publication.Date)!)
                .ToList();
            var releases = all.Where(one => one.Publication.Release is not null).Select(one => one.Publication.Title).Distinct().Count();
            var nights = all.Where(one => one.Publication.Release is null).Select(one => one.Publication.Title).Distinct().Count();
            context.Say(
                $"Rebuilt from the repository's history: {releases} release{(releases == 1 ? "" : "s")} and {nights} "
                    + $"night{(nights == 1 ? "" : "s")}"
            );
            return all;
        }
        catch (PublishException failure)
        {
            throw new CakeException(1, failure.Message, failure);
        }
    }
}
