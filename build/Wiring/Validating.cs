using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Checks;
using Cake.Core;

namespace Build.Wiring;

/// <summary>What Validate does with files and with what is found.</summary>
internal static class Validating
{
    private const string AnnotationContext = "validate";

    // Each round mends what it can; a handful is more than any file needs.
    private const int MostRounds = 5;

    /// <summary>Checks, mends where that is asked for, and leaves out what was there before or is accepted.</summary>
    public static async Task<ImmutableArray<Diagnostic>> ValidateAsync(this BuildContext context, ValidationRequest request)
    {
        var found = context.Validate(request.Named);
        // Two mends of one line follow each other, so that a second run has nothing left to do.
        for (var round = 0; request.Fixes && round < MostRounds && context.Mend(found, request); round++)
            found = context.Validate(request.Named);
        found = request.Since is { } since ? await context.SinceAsync(found, since, request) : await context.JudgeAsync(found);
        if (request.IsStrict) found = Strict(found);
        return request.Baseline is { } file ? context.WithoutAccepted(found, file, request) : found;
    }

    /// <summary>Writes the problems in a form.</summary>
    public static void WriteProblems(this BuildContext context, ImmutableArray<Diagnostic> found, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                context.Write(ProblemJson.Write(found, context.RulePages()).TrimEnd('\n'));
                break;
            case OutputFormat.Sarif:
                context.Write(ProblemSarif.Write(found, RuleBook.All, context.RulePages()).TrimEnd('\n'));
                break;
            default:
                context.Show(found);
                if (!found.Any(diagnostic => diagnostic.Severity == Severity.Error)) context.Say(ProblemMarkdown.Count(found));
                break;
        }
    }

    // Shows the difference of every file before it is written; whether anything was.
    private static bool Mend(this BuildContext context, ImmutableArray<Diagnostic> found, ValidationRequest request)
    {
        var fixes = FileFix.Of(found, path => context.Files.Read(path));
        foreach (var fix in fixes) context.Note(request, fix.Diff().TrimEnd('\n'));
        foreach (var fix in fixes) context.Files.Write(fix.Path, fix.After);
        var mended = $"mended {fixes.Length} {(fixes.Length == 1 ? "file" : "files")}: {string.Join(", ", fixes.Select(fix => fix.Path))}";
        context.Note(request, fixes.IsEmpty ? "nothing is left that has one safe answer" : mended);
        return !fixes.IsEmpty;
    }

    private static async Task<ImmutableArray<Diagnostic>> SinceAsync(
        this BuildContext context,
        ImmutableArray<Diagnostic> found,
        string revision,
        ValidationRequest request
    )
    {
        var git = new GitHistory(context.Processes);
        var changes = await git.SinceAsync(revision, context.Stopping);
        if (!changes.IsKnown) throw new CakeException(2, $"--since: {changes.HowKnown}");
        var judged = await ChangeChecks.SinceAsync(
            found,
            changes,
            git,
            context.Files,
            files => RepositoryChecks.Of(files, context.Variables),
            context.Stopping
        );
        context.Note(
            request,
            $"{changes.Paths.Length} changed files {changes.HowKnown}; {judged.Others.Length} problems were there before and are left out"
        );
        return judged.OfTheChange;
    }

    private static ImmutableArray<Diagnostic> WithoutAccepted(
        this BuildContext context,
        ImmutableArray<Diagnostic> found,
        string file,
        ValidationRequest request
    )
    {
        var (files, path) = context.Place(file);
        var before = files.Read(path);
        if (request.UpdatesBaseline)
        {
            var after = Baseline.Write(found, context.Files.Read);
            // One that Adopt wrote stays one that Adopt removes.
            files.Write(path, OwnText.Of(before) is OwnText.State.Own or OwnText.State.Edited ? OwnText.Marked(after) : after);
            context.Note(request, $"{file} accepts {found.Length} problems");
            return [];
        }

        var rest = Baseline.Read(before ?? "").Apply(found, context.Files.Read);
        // Where not everything was asked for, there is no result of the other lines.
        var gone = request.IsWhole && !rest.Gone.IsEmpty
            ? $"; {rest.Gone.Length} of its lines are about problems that are gone: --update-baseline removes them"
            : "";
        context.Note(request, $"{file} accepts {rest.Accepted} problems{gone}; --baseline none shows them");
        return rest.New;
    }

    // A line for people; what programs read from standard output holds nothing else.
    private static void Note(this BuildContext context, ValidationRequest request, string text)
    {
        if (request.Format == OutputFormat.Text) context.Say(text);
        else Console.Error.WriteLine(text);
    }

    /// <summary>Checks everything that the repository gives to CI. Where files are named, only their problems count, and pipeline files
    /// among them that CI does not use are checked, too.</summary>
    public static ImmutableArray<Diagnostic> Validate(this BuildContext context, ImmutableArray<SourceFile>? named)
    {
        var found = RepositoryChecks.Of(context.Files, context.Settings, RepositoryChecks.UsualPipelines(context.Files), context.Variables);
        if (named is not { } files) return found;
        var paths = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var others = files.RemoveAll(file =>
            context.IsOfTheRepository(file) || Path.GetExtension(file.Path) is not (".yml" or ".yaml" or ".json")
        );
        return
        [
            .. found.Where(diagnostic => paths.Contains(diagnostic.Location.Path))
                .Concat(RepositoryChecks.OfOthers(others, context.Files, context.Settings, context.Variables))
                .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location)).OrderBy(diagnostic => diagnostic.Location),
        ];
    }

    /// <summary>In a build that is about a change only problems of that change are errors; the others are shown as warnings.</summary>
    public static async Task<ImmutableArray<Diagnostic>> JudgeAsync(this BuildContext context, ImmutableArray<Diagnostic> found)
    {
        var identity = context.Report(BuildIdentity.Read(context.Variables, context.Settings.Builds, kind: null));
        if (identity.Kind != BuildKind.PullRequest) return found;
        return (
            await context.ChangeChecksAsync(
                found,
                identity,
                await new GitHistory(context.Processes).ChangesAsync(identity, context.Stopping)
            )
        ).All;
    }

    /// <summary>Which of the problems the build's own change makes.</summary>
    public static Task<ChangeChecks> ChangeChecksAsync(
        this BuildContext context,
        ImmutableArray<Diagnostic> found,
        BuildIdentity identity,
        ChangedFiles changes
    ) =>
        ChangeChecks.OfAsync(
            found,
            identity,
            changes,
            new GitHistory(context.Processes),
            context.Files,
            files => RepositoryChecks.Of(files, context.Variables),
            context.Stopping
        );

    /// <summary>Unfilled TODOs as errors; those that are plans stay notes.</summary>
    public static ImmutableArray<Diagnostic> Strict(ImmutableArray<Diagnostic> found) =>
        [
            .. found.Select(diagnostic =>
                diagnostic.Rule == Unfilled.Definition && diagnostic.Severity == Severity.Warning
                    ? diagnostic with
                    {
                        Severity = Severity.Error,
                    }
                    : diagnostic
            ),
        ];

    /// <summary>Shows the problems on the build's page, where there is one and anything to show.</summary>
    public static Task AnnotateAsync(this BuildContext context, ImmutableArray<Diagnostic> found)
    {
        if (!context.OnBuildkite || found.IsEmpty) return Task.CompletedTask;
        var style = found.Any(diagnostic => diagnostic.Severity == Severity.Error) ? AnnotationStyle.Error : AnnotationStyle.Warning;
        return context.Build.AnnotateAsync(
            new Annotation(AnnotationContext, style, ProblemMarkdown.Write(found, context.RulePages())),
            context.Stopping
        );
    }

    /// <summary>The pages of rules: this repository's own on GitHub where it holds them, else by their paths.</summary>
    public static RulePages RulePages(this BuildContext context)
    {
        var byPath = BuildkiteCi.Core.Problems.RulePages.ByPath;
        if (context.Files.Read(byPath.Of(Unfilled.Definition).Split('#')[0]) is null) return byPath;
        return BuildkiteCi.Core.Problems.RulePages.OnGitHub(
            context.Variables.GetValueOrDefault("BUILDKITE_REPO"),
            context.Variables.GetValueOrDefault("BUILDKITE_COMMIT")
        );
    }

    private static bool IsOfTheRepository(this BuildContext context, SourceFile file) =>
        context.CatalogueFolder(file) is not null
        || file.Path.StartsWith($"{context.Settings.Composing.Cases.Folder}/", StringComparison.Ordinal)
        || context.Settings.Composing.Pipelines.Any(listed => listed.Path == file.Path)
        || RepositoryChecks.UsualPipelines(context.Files).Any(usual => usual.Path == file.Path);
}
