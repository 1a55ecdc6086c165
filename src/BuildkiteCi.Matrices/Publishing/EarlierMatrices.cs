using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// CSV matrices of a repository that kept no results files yet: the past that its first publication with one is compared with. Notes, links
/// and numbers are not in them; the tag or the day comes from the commit that brought them.
/// </summary>
/// <param name="files">The repository's files.</param>
/// <param name="processes">Starts git.</param>
public sealed class EarlierMatrices(IFileTree files, IProcessRunner processes)
{
    /// <summary>The matrices that the same implementation published before, as a release or as a night.</summary>
    /// <param name="definitions">How the matrices were made.</param>
    /// <param name="results">The results; matrices of generations that they do not hold are not read.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>No value where there are no matrices, or where they are no earlier ones. What could not be read is a warning.</returns>
    public async Task<Diagnosed<BuildResults>> ReadAsync(
        MatrixDefinitions definitions,
        BuildResults results,
        CancellationToken cancellationToken
    )
    {
        var layout = new PublishedLayout(results.Publication);
        var known = results.Generations.SelectMany(generation => generation.Subjects).Select(subject => subject.Name).ToImmutableHashSet();
        var read = results
            .Generations.Select(generation => Read(definitions, generation.Generation, layout.Matrices(generation.Generation), known))
            .ToArray();
        var found = read.SelectMany(one => one.Diagnostics).Select(diagnostic => diagnostic with { Severity = Severity.Warning });
        ImmutableArray<GenerationResults> generations =
        [
            .. read.Select(one => one.Value!).Where(generation => !generation.Subjects.IsEmpty),
        ];
        if (generations.IsEmpty) return Diagnosed.With<BuildResults>(null, found);

        var commit = await CommitAsync([.. generations.Select(generation => layout.Matrices(generation.Generation))], cancellationToken);
        var earlier = new BuildResults(Publication(results.Publication, commit), generations);
        return Diagnosed.With(IsBefore(earlier.Publication, results.Publication) ? earlier : null, found);
    }

    private Diagnosed<GenerationResults> Read(
        MatrixDefinitions definitions,
        string generation,
        string folder,
        ImmutableHashSet<SubjectName> known
    )
    {
        var unusable = new List<Diagnostic>();
        var read = PublishedMatrices.Read(definitions, generation, files.ReadAll(files.List(folder), unusable).ToArray(), known);
        return read with { Diagnostics = [.. unusable, .. read.Diagnostics] };
    }

    // The newest commit of the folders: its date and its subject. Of a clone without history, or no clone at all, neither is reported.
    private async Task<(DateTimeOffset Date, string Subject)> CommitAsync(
        ImmutableArray<string> folders,
        CancellationToken cancellationToken
    )
    {
        var exit = await new GitRepository(processes, files.Root, null).TryAsync(
            null,
            cancellationToken,
            ["log", "-1", "--format=%cI%n%s", "--", .. folders]
        );
        return
            exit.Succeeded
            && exit.Output.Split('\n') is [var date, var subject, ..]
            && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var parsed)
            ? (parsed, subject.Trim())
            : (default, "");
    }

    private static Publication Publication(Publication now, (DateTimeOffset Date, string Subject) commit)
    {
        if (now.Release is null)
            return PublishedLayout.IsOfNight(commit.Subject)
                ? new Publication(now.Implementation, commit.Date)
                : new Publication(now.Implementation, default) { Title = "an earlier night" };
        return PublishedLayout.TagIn(commit.Subject) is { } tag
            ? new Publication(now.Implementation, commit.Date) { Release = tag }
            : new Publication(now.Implementation, commit.Date) { Release = "", Title = "an earlier release" };
    }

    // Matrices of a later release, or of this very one, are no past; those whose release nobody knows are.
    private static bool IsBefore(Publication earlier, Publication now)
    {
        if (earlier.Release is null || now.Release is null) return earlier.Date < now.Date && earlier.Title != now.Title;
        return ReleaseVersion.Parse(earlier.Release) is not { } version
            || (ReleaseVersion.Parse(now.Release) is { } other && version < other && !version.IsSameAs(other));
    }
}
