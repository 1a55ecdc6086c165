using System.Collections.Immutable;
using System.Text;
using Build.Options;
using Build.Terminal;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;
using BuildkiteCi.Pipelines.Builds;
using Cake.Core;

namespace Build.Wiring;

/// <summary>What becomes of results: files, a note on the build's page, an archive, a commit.</summary>
internal static class Publishing
{
    /// <summary>Writes everything that the options ask for, and pushes last.</summary>
    public static async Task PublishAsync(this BuildContext context, BuildResults results, PublishOptions options)
    {
        var past = await PublicationPast.ReadAsync(context, options, results);
        var history = past.ForComparison;
        var comparison = PublicationFiles.Comparison(history, results.Publication);
        if (options.Push is { IsDryRun: true } shown)
        {
            await context.PushAsync(results, PublicationFiles.Changes(history, results, options.Readme), options, shown);
            context.SaySummary(history, results);
            return;
        }

        // What can be wrong with the input is found before anything is written.
        var readme = options.Readme is { } path && options.Push is null ? context.UpdatedReadme(path, history, results) : null;
        if (options.Output is { } folder)
            context.WriteAll(
                PublicationFiles.ForFolder(history, results),
                PublicationFiles.GoneFromFolder(history.Definitions, results),
                new DiskFileTree(folder)
            );
        else if (options.Push is null)
            context.WriteAll(
                past.Rebuilt.SetItems(PublicationFiles.ForRepository(history, results)),
                PublicationFiles.GoneFromRepository(history.Definitions, results),
                context.PublishedFiles
            );
        if (readme is not null) context.WriteReadme(readme);
        if (options.Site is { } site) context.WriteSite(past.ForSite, site);
        if (options.ResultsFile is null) await context.TellAsync(options.Build, history, results, comparison);
        if (options.IsGate) context.Gate(comparison);
        if (options.Push is { } push)
            await context.PushAsync(results, PublicationFiles.Changes(history, results, options.Readme), options, push);
        context.SaySummary(history, results);
    }

    /// <summary>Makes pages, notes and comparisons of what was published before.</summary>
    public static async Task PublishAgainAsync(this BuildContext context, PublishOptions options)
    {
        if (options.Push is not null)
            throw new CakeException(
                2,
                "--push publishes new results, and --results published has none; give --results buildkite, local or a file"
            );
        var past = await PublicationPast.ReadAsync(context, options, null);
        var history = past.ForSite;
        if (history.Newest is null)
            throw new CakeException(
                1,
                $"nothing is published below {PublishedLayout.Root}/results yet; --history-from-git rebuilds it from the commits that "
                    + "published CSV matrices"
            );
        var comparison = Compared(history, options);
        if (options.Readme is { } path)
            context.WriteReadme(context.UpdatedReadme(path, history, new BuildResults(history.Newest.Publications.Values.First(), [])));
        if (options.Output is null) context.WriteAll(past.Rebuilt, [], context.PublishedFiles);
        if (options.Site is { } site) context.WriteSite(history, site);
        if (!options.Compared.IsEmpty) context.WriteComparison(comparison, options.Output);
        if (options.IsGate) context.Gate(comparison);
    }

    private static ReleaseComparison Compared(SupportHistory history, PublishOptions options)
    {
        var titles = history.Editions.Select(edition => edition.Title).ToArray();
        Edition Find(string title) =>
            history.Find(title)
            ?? throw new CakeException(
                1,
                $"nothing is published of '{title}'; "
                    + Spelling.Suggest(title, titles, $"published are {string.Join(", ", titles.TakeLast(10))}")
            );
        var after = options.Compared is [.., var last] ? Find(last) : history.Newest!;
        return ReleaseComparison.Of(history, options.Compared.Length == 2 ? Find(options.Compared[0]) : history.Before(after), after);
    }

    private static void WriteComparison(this BuildContext context, ReleaseComparison comparison, string? output)
    {
        if (output is null)
        {
            foreach (var line in ReleaseNotes.Write(comparison).TrimEnd('\n').Split('\n')) context.Say(line);
            return;
        }

        var files = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
            [
                KeyValuePair.Create("release-notes.md", ReleaseNotes.Write(comparison)),
                KeyValuePair.Create("comparison.json", ComparisonFile.Write(comparison)),
            ]
        );
        context.WriteAll(files, [], new DiskFileTree(output));
    }

    private static void Gate(this BuildContext context, ReleaseComparison comparison)
    {
        if (comparison.Before is not { } before)
        {
            context.Say($"The release gate has nothing to compare {comparison.After.Title} with");
            return;
        }

        var worse = ReleaseGate.WhatIsWorse(comparison, context.Settings.Matrices.Gate);
        foreach (var one in worse) context.Say($"worse: {one}");
        if (!worse.IsEmpty)
            throw new CakeException(
                1,
                $"{comparison.After.Title} is worse than {before.Title} in {worse.Length} {(worse.Length == 1 ? "place" : "places")}; "
                    + "nothing was pushed"
            );
        var beside = ReleaseGate.WhatIsWorseBeside(comparison, context.Settings.Matrices.Gate);
        foreach (var one in beside) context.Say($"worse, and not in release_gate: {one}");
        context.Say(
            $"{comparison.After.Title} is nowhere worse than "
                + $"{before.Title}{(beside.IsEmpty ? "" : " in what release_gate of ci.yml demands")}"
        );
    }

    private static void SaySummary(this BuildContext context, SupportHistory history, BuildResults results)
    {
        foreach (var generation in results.Generations)
            context.Say($"{generation.Generation}: {VerdictSummary.Of(history.Definitions, generation)}");
        if (results.Generations.IsEmpty) context.Say($"{GenerationResults.NoResults}: the results hold no generation");
    }

    private static void WriteAll(
        this BuildContext context,
        ImmutableSortedDictionary<string, string> files,
        ImmutableArray<string> gone,
        DiskFileTree folder
    )
    {
        foreach (var path in gone) folder.Delete(path);
        foreach (var (path, text) in files) folder.Write(path, text);
        if (files.IsEmpty) return;
        context.Say($"{files.Count} {(files.Count == 1 ? "file is" : "files are")} in {folder.Root}:");
        foreach (var path in files.Keys) context.Say($"  {path}");
    }

    private static void WriteSite(this BuildContext context, SupportHistory history, string folder)
    {
        var files = new DiskFileTree(folder);
        var count = SiteWriter.Write(history, context.SiteSettings(), files, context.Time.GetUtcNow(), context.Stopping);
        context.Say($"The site has {count} files; open {Path.Combine(files.Root, "index.html")}");
    }

    private static SiteSettings SiteSettings(this BuildContext context)
    {
        var settings = context.Settings.Matrices.Site;
        if (context.Options.Text("site-address") is not { } text) return settings;
        return settings with
        {
            Address =
                WebAddress.Parse(text)
                ?? throw new CakeException(2, $"--site-address: '{text}' is no address; write one that starts with https:// or http://"),
        };
    }

    private static SourceFile UpdatedReadme(this BuildContext context, string path, SupportHistory history, BuildResults results) =>
        context.Report(
            context.ReadmeText(path) switch
            {
                null => NothingToUpdate(path, "there is no such file", "add it with its markers first, or name another"),
                var text when text.Contains('\uFFFD', StringComparison.Ordinal) => NothingToUpdate(
                    path,
                    "the file is not UTF-8",
                    "save it as UTF-8: its other texts must stay as they are"
                ),
                var text => MarkedSections.Update(
                    new SourceFile(path, text),
                    ReadmeSections.Of(history, results),
                    ReadmeSections.Names(history.Definitions)
                ),
            }
        );

    private static Diagnosed<SourceFile> NothingToUpdate(string path, string what, string fix) =>
        Diagnosed.With<SourceFile>(null, [new Diagnostic(MarkedSections.NoFileToUpdate, SourceLocation.Of(path), what, fix)]);

    // With its byte order mark, if it has one: everything outside of the markers stays.
    private static string? ReadmeText(this BuildContext context, string path) =>
        context.Files.FullPath(path) is var file && File.Exists(file) ? Encoding.UTF8.GetString(File.ReadAllBytes(file)) : null;

    private static void WriteReadme(this BuildContext context, SourceFile updated)
    {
        var isNew = context.ReadmeText(updated.Path) != updated.Text;
        if (isNew) context.PublishedFiles.Write(updated.Path, updated.Text);
        context.Say(
            $"{updated.Path} is "
                + $"{(isNew ? "updated" : "up to date")}{(isNew && context.IsLocalJob ? $" in {context.PublishedFiles.Root}" : "")}"
        );
    }

    // Artifacts are named by their paths from the root, so the archive lies below it; not so that of a local build with its state
    // elsewhere.
    private static async Task TellAsync(
        this BuildContext context,
        IBuild build,
        SupportHistory history,
        BuildResults results,
        ReleaseComparison comparison
    )
    {
        await build.AnnotateAsync(ReleaseNotes.Annotation(comparison, results.Publication.Implementation), context.Stopping);
        var folder = context.IsLocalJob
            ? Path.GetRelativePath(context.Files.Root, context.StateFolder).Replace('\\', '/')
            : ".buildkite-local";
        var path =
            folder.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(folder)
                ? Path.Combine(context.StateFolder, PublicationArchive.FileName)
                : $"{folder}/{PublicationArchive.FileName}";
        var archive = Path.GetFullPath(path, context.Files.Root);
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        await File.WriteAllBytesAsync(
            archive,
            PublicationArchive.Of(PublicationFiles.ForRepository(history, results), results.Publication.Date),
            context.Stopping
        );
        await build.UploadArtifactAsync(path, context.Stopping);
    }

    private static async Task PushAsync(
        this BuildContext context,
        BuildResults results,
        ImmutableArray<FileChange> changes,
        PublishOptions options,
        PushOptions push
    )
    {
        var subject = new PublishedLayout(results.Publication).CommitSubject(
            results.Generations.Select(generation => generation.Generation)
        );
        await context.PushAsync(new PublishRequest(options.Environment.Branch, subject, changes), push);
    }

    /// <summary>Shows what will be pushed and, where that is agreed to, commits to a branch and pushes it; the working copy stays as it
    /// is.</summary>
    /// <exception cref="CakeException">It was not agreed to.</exception>
    public static async Task PushAsync(this BuildContext context, PublishRequest request, PushOptions push)
    {
        using var scratch = new ScratchFolder();
        request = request with { Remote = push.Remote, Token = push.Token };
        var published = context.Report(
            await new GitPublisher(context.Processes, context.Time).PublishAsync(
                context.Files.Root,
                scratch.Path,
                request,
                AgreesAsync,
                context.Stopping
            )
        );
        if (published.Commit is { } commit) context.Say($"{commit} is on {request.Branch} of {published.Plan.Remote}: {request.Subject}");
        else if (published.IsUnchanged) context.Say($"nothing changed on {request.Branch} of {published.Plan.Remote}; there is no commit");
        else if (!push.IsDryRun) throw new CakeException(1, "nothing was pushed: it was not agreed to");

        async Task<bool> AgreesAsync(PublicationPlan plan, CancellationToken stopping)
        {
            context.Say($"{(push.IsDryRun ? "This would be pushed" : "This is pushed")} {plan}");
            if (push.IsDryRun) return false;
            return !push.Asks || await new Questions(context.Console).ConfirmAsync("Push it?", usual: false, stopping);
        }
    }
}
