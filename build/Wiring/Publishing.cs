using System.Collections.Immutable;
using System.Text;
using Build.Options;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;
using BuildkiteCi.Pipelines.Builds;
using Cake.Core;
using Spectre.Console;

namespace Build.Wiring;

/// <summary>What becomes of results: files, a note on the build's page, an archive, a commit.</summary>
internal static class Publishing
{
    /// <summary>Writes everything that the options ask for, and pushes last.</summary>
    public static async Task PublishAsync(this BuildContext context, BuildResults results, PublishOptions options)
    {
        var definitions = context.Settings.Matrices;
        var history = PublishedHistory.Read(context.Files);
        context.Show(history.Diagnostics);
        var comparison = await context.CompareAsync(history.Value!, results);
        if (options.Push is { IsDryRun: true } shown)
        {
            await context.PushAsync(results, PublicationFiles.Changes(definitions, results, comparison, options.Readme), options, shown);
            context.SaySummary(results);
            return;
        }

        // What can be wrong with the input is found before anything is written.
        var readme = options.Readme is { } path && options.Push is null ? context.UpdatedReadme(path, ReadmeSections.Of(definitions, results)) : null;
        if (options.Output is { } folder) context.WriteAll(PublicationFiles.ForFolder(definitions, results, comparison), PublicationFiles.GoneFromFolder(definitions, results), new DiskFileTree(folder));
        else if (options.Push is null) context.WriteAll(PublicationFiles.ForRepository(definitions, results, comparison), PublicationFiles.GoneFromRepository(definitions, results), context.Files);
        if (readme is not null) context.WriteReadme(readme);
        if (options.Site is { } site) context.WriteSite(history.Value!.With(results), site);
        if (options.ResultsFile is null) await context.TellAsync(options.Build, results, comparison);
        if (options.Push is { } push) await context.PushAsync(results, PublicationFiles.Changes(definitions, results, comparison, options.Readme), options, push);
        context.SaySummary(results);
    }

    private static void SaySummary(this BuildContext context, BuildResults results)
    {
        foreach (var generation in results.Generations) context.Say($"{generation.Generation}: {generation.Summary()}");
        if (results.Generations.IsEmpty) context.Say($"{GenerationResults.NoResults}: the results hold no generation");
    }

    private static async Task<Comparison> CompareAsync(this BuildContext context, PublishedHistory history, BuildResults results)
    {
        if (history.KnowsKindOf(results.Publication)) return history.Compare(results);
        var earlier = await new EarlierMatrices(context.Files, context.Processes).CompareAsync(context.Settings.Matrices, results, context.Stopping);
        context.Show(earlier.Diagnostics);
        return earlier.Value!;
    }

    private static void WriteAll(this BuildContext context, ImmutableSortedDictionary<string, string> files, ImmutableArray<string> gone, DiskFileTree folder)
    {
        foreach (var path in gone) folder.Delete(path);
        foreach (var (path, text) in files) folder.Write(path, text);
        context.Say($"{files.Count} files are in {folder.Root}:");
        foreach (var path in files.Keys) context.Say($"  {path}");
    }

    private static void WriteSite(this BuildContext context, PublishedHistory history, string folder)
    {
        var files = new DiskFileTree(folder);
        var count = SiteWriter.Write(context.Settings.Matrices, history.Publications, files);
        context.Say($"The site has {count} files; open {Path.Combine(files.Root, "index.html")}");
    }

    private static SourceFile UpdatedReadme(this BuildContext context, string path, ImmutableSortedDictionary<string, string> sections) => context.Report(
        context.ReadmeText(path) switch
        {
            null => NothingToUpdate(path, "there is no such file", "add it with its markers first, or name another"),
            var text when text.Contains('\uFFFD', StringComparison.Ordinal) => NothingToUpdate(path, "the file is not UTF-8", "save it as UTF-8: its other texts must stay as they are"),
            var text => MarkedSections.Update(new SourceFile(path, text), sections),
        });

    private static Diagnosed<SourceFile> NothingToUpdate(string path, string what, string fix) =>
        Diagnosed.With<SourceFile>(null, [new Diagnostic(MatrixRules.NoFileToUpdate, SourceLocation.Of(path), what, fix)]);

    // With its byte order mark, if it has one: everything outside of the markers stays.
    private static string? ReadmeText(this BuildContext context, string path) =>
        context.Files.FullPath(path) is var file && File.Exists(file) ? Encoding.UTF8.GetString(File.ReadAllBytes(file)) : null;

    private static void WriteReadme(this BuildContext context, SourceFile updated)
    {
        var isNew = context.ReadmeText(updated.Path) != updated.Text;
        if (isNew) context.Files.Write(updated.Path, updated.Text);
        context.Say($"{updated.Path} is {(isNew ? "updated" : "up to date")}");
    }

    // The archive lies below the root, because artifacts are named by their paths from there.
    private static async Task TellAsync(this BuildContext context, IBuild build, BuildResults results, Comparison comparison)
    {
        await build.AnnotateAsync(ReleaseNotes.Annotation(comparison), context.Stopping);
        var path = $".buildkite-local/{PublicationArchive.FileName}";
        var archive = context.Files.FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        await File.WriteAllBytesAsync(archive, PublicationArchive.Of(PublicationFiles.ForRepository(context.Settings.Matrices, results, comparison), results.Publication.Date), context.Stopping);
        await build.UploadArtifactAsync(path, context.Stopping);
    }

    private static async Task PushAsync(this BuildContext context, BuildResults results, ImmutableArray<FileChange> changes, PublishOptions options, PushOptions push)
    {
        var subject = new PublishedLayout(results.Publication).CommitSubject(results.Generations.Select(generation => generation.Generation));
        await context.PushAsync(new PublishRequest(options.Environment.Branch, subject, changes), push);
    }

    /// <summary>Shows what will be pushed and, where that is agreed to, commits to a branch and pushes it; the working copy stays as it is.</summary>
    /// <exception cref="CakeException">It was not agreed to.</exception>
    public static async Task PushAsync(this BuildContext context, PublishRequest request, PushOptions push)
    {
        using var scratch = new ScratchFolder();
        request = request with { Remote = push.Remote, Token = push.Token };
        var published = context.Report(await new GitPublisher(context.Processes, context.Time).PublishAsync(context.Files.Root, scratch.Path, request, AgreesAsync, context.Stopping));
        if (published.Commit is { } commit) context.Say($"{commit} is on {request.Branch} of {published.Plan.Remote}: {request.Subject}");
        else if (published.IsUnchanged) context.Say($"nothing changed on {request.Branch} of {published.Plan.Remote}; there is no commit");
        else if (!push.IsDryRun) throw new CakeException(1, "nothing was pushed: it was not agreed to");

        async Task<bool> AgreesAsync(PublicationPlan plan, CancellationToken stopping)
        {
            context.Say($"{(push.IsDryRun ? "This would be pushed" : "This is pushed")} {plan}");
            if (push.IsDryRun) return false;
            return !push.Asks || await context.Console.PromptAsync(new ConfirmationPrompt("Push it?") { DefaultValue = false }, stopping);
        }
    }
}
