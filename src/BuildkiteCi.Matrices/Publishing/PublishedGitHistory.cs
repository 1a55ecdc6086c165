using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// Rebuilds releases and nights from the commits that published their CSV matrices, for a repository that kept no results files. Notes,
/// links and numbers are not in them.
/// </summary>
/// <param name="root">The repository's folder.</param>
/// <param name="processes">Starts git.</param>
public sealed partial class PublishedGitHistory(string root, IProcessRunner processes)
{
    private const char Field = '\u001f';

    private readonly GitRepository git = new(processes, root, null);

    /// <summary>All publications that the history of the current branch holds, oldest first.</summary>
    /// <param name="definitions">How the matrices were made.</param>
    /// <param name="generations">The generations that have folders; folders of others are passed over.</param>
    /// <param name="known">Subjects of today, for cells of pivoted matrices that several names could have made.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>
    /// The publications. A night is a commit with the subject of one; a release is a commit to the folders of releases whose subject names
    /// one tag. What could not be read is a warning.
    /// </returns>
    /// <exception cref="PublishException">Git failed, or the clone is shallow.</exception>
    public async Task<Diagnosed<IReadOnlyList<BuildResults>>> ReadAsync(
        MatrixDefinitions definitions,
        ImmutableArray<string> generations,
        ImmutableHashSet<Catalogue.SubjectName> known,
        CancellationToken cancellationToken
    )
    {
        if (await git.RunAsync(null, cancellationToken, "rev-parse", "--is-shallow-repository") == "true")
            throw new PublishException(
                "the clone is shallow, so the commits that published earlier matrices are missing; fetch them with 'git fetch --unshallow'"
            );
        var commits = Commits(
            await git.RunAsync(
                null,
                cancellationToken,
                "-c",
                "core.quotePath=false",
                "log",
                "--reverse",
                "--name-only",
                "--no-renames",
                $"--format={Field}%H{Field}%cI{Field}%s",
                "--",
                PublishedLayout.Root
            )
        );
        var paths = commits
            .SelectMany(commit => commit.Paths)
            .Distinct()
            .Where(path => PublishedLayout.Place(path) is { } place && generations.Contains(place.Generation))
            .ToArray();
        var wanted = (from commit in commits from publication in Publications(commit, paths) select (commit, publication)).ToArray();
        var texts = await TextsAsync(
            [.. wanted.SelectMany(one => PathsOf(one.publication, paths).Select(path => $"{one.commit.Hash}:{path}")).Distinct()],
            cancellationToken
        );

        var found = new List<Diagnostic>();
        var all = new List<BuildResults>();
        foreach (var (commit, publication) in wanted)
        {
            if (Results(definitions, commit, publication, paths, texts, known, found) is { } results) all.Add(results);
        }

        // An older form of a file is the same finding in every commit that had it: once is enough.
        var once = found
            .GroupBy(diagnostic => (Path: diagnostic.Location.Path[(diagnostic.Location.Path.IndexOf(':') + 1)..], diagnostic.Message))
            .Select(same => same.First());
        return Diagnosed.With<IReadOnlyList<BuildResults>>(all, once.Select(diagnostic => diagnostic with { Severity = Severity.Warning }));
    }

    private static BuildResults? Results(
        MatrixDefinitions definitions,
        Commit commit,
        Publication publication,
        string[] paths,
        Dictionary<string, string> texts,
        ImmutableHashSet<Catalogue.SubjectName> known,
        List<Diagnostic> found
    )
    {
        var generations = from path in PathsOf(publication, paths)
                          where texts.ContainsKey($"{commit.Hash}:{path}")
                          group FileOf(definitions, path, commit, texts) by PublishedLayout.Place(path)!.Value.Generation into files
                          orderby files.Key
                          let read = PublishedMatrices.Read(definitions, files.Key, files, known)
                          select read;
        var kept = new List<GenerationResults>();
        foreach (var read in generations)
        {
            found.AddRange(read.Diagnostics);
            // A file that was renamed lay there under both names for a while.
            if (read.Value is { Subjects.IsEmpty: false } generation)
                kept.Add(generation with { Subjects = [.. generation.Subjects.DistinctBy(subject => (subject.Kind, subject.Name))] });
        }

        return kept.Count == 0 ? null : new BuildResults(publication, [.. kept]);
    }

    // Matrices were called in other letter cases for a while.
    private static SourceFile FileOf(MatrixDefinitions definitions, string path, Commit commit, Dictionary<string, string> texts)
    {
        var name = Path.GetFileName(path);
        var known =
            definitions.All.FirstOrDefault(definition => string.Equals(definition.File, name, StringComparison.OrdinalIgnoreCase))?.File
            ?? name;
        return new SourceFile($"{commit.Hash[..12]}:{path[..^name.Length]}{known}", texts[$"{commit.Hash}:{path}"]);
    }

    private static IEnumerable<string> PathsOf(Publication publication, string[] paths) =>
        paths.Where(path =>
            PublishedLayout.Place(path) is { } place
            && place.IsRelease == publication.Release is not null
            && place.Implementation == publication.Implementation
        );

    private static IEnumerable<Publication> Publications(Commit commit, string[] paths)
    {
        var changed = commit.Paths.Where(paths.Contains).Select(path => PublishedLayout.Place(path)!.Value).ToArray();
        if (PublishedLayout.IsOfNight(commit.Subject))
            return changed
                .Where(place => !place.IsRelease)
                .Select(place => place.Implementation)
                .Distinct()
                .Select(implementation => new Publication(implementation, commit.Date) { PublishedBy = commit.Hash });
        if (!changed.Any(place => place.IsRelease) || TagIn(commit.Subject) is not { } tag) return [];
        // A release's commit changes what differs from the release before; the rest is that release's, too.
        return paths
            .Select(path => PublishedLayout.Place(path)!.Value)
            .Where(place => place.IsRelease)
            .Select(place => place.Implementation)
            .Distinct()
            .Select(implementation => new Publication(implementation, commit.Date) { Release = tag, PublishedBy = commit.Hash });
    }

    private static string? TagIn(string subject)
    {
        var tags = Tag()
            .Matches(subject)
            .Select(match => match.Value)
            .Where(tag => ReleaseVersion.Parse(tag) is not null)
            .Distinct()
            .ToArray();
        return tags.Length == 1 ? tags[0] : null;
    }

    private static List<Commit> Commits(string log)
    {
        var commits = new List<Commit>();
        foreach (var line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] != Field) commits[^1].Paths.Add(line);
            else if (line.Split(Field) is [_, var hash, var date, var subject, ..])
                commits.Add(new Commit(hash, DateTimeOffset.Parse(date, CultureInfo.InvariantCulture), subject, []));
        }

        return commits;
    }

    // One process for all. A name that no object has, asked for between two files, tells where one ends: sizes count bytes, and this reads
    // text.
    private async Task<Dictionary<string, string>> TextsAsync(string[] objects, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (objects.Length == 0) return texts;
        var end = $"end-of-{Guid.NewGuid():N}";
        var output = await git.RunAsync(
            string.Concat(objects.Select(name => $"{name}\n{end}\n")),
            cancellationToken,
            "cat-file",
            "--batch=%(objecttype)"
        );
        var parts = output.Split($"{end} missing");
        foreach (var (name, part) in objects.Zip(parts))
        {
            var text = part.TrimStart('\n');
            if (text.StartsWith("blob\n", StringComparison.Ordinal)) texts[name] = text["blob\n".Length..].TrimEnd('\n') + "\n";
        }

        return texts;
    }

    [GeneratedRegex(
        @"(?<![\w.])v[0-9]+\.[0-9]+(\.[0-9A-Za-z]+)*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Tag();

    private sealed record Commit(string Hash, DateTimeOffset Date, string Subject, List<string> Paths);
}
