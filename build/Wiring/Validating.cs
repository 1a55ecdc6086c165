using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Rules;

namespace Build.Wiring;

/// <summary>What Validate does with files and with what is found.</summary>
internal static class Validating
{
    private const string AnnotationContext = "validate";

    /// <summary>Checks everything that the repository gives to CI; of it, what the named files are told, and other pipeline files.</summary>
    public static ImmutableArray<Diagnostic> Validate(this BuildContext context, ImmutableArray<SourceFile>? named)
    {
        var found = RepositoryChecks.Of(context.Files, context.Settings, RepositoryChecks.UsualPipelines(context.Files), context.Variables);
        if (named is not { } files) return found;
        var paths = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var others = files.RemoveAll(file => context.IsOfTheRepository(file));
        return
        [
            .. found.Where(diagnostic => paths.Contains(diagnostic.Location.Path))
                .Concat(UploadChecks.Of([], others, context.Settings.Fleet.Generations, RepositoryChecks.Scope(context.Files, context.Settings, context.Variables)))
                .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location)).OrderBy(diagnostic => diagnostic.Location),
        ];
    }

    /// <summary>In a build that is about a change only problems of that change are errors; the others are shown as warnings.</summary>
    public static async Task<ImmutableArray<Diagnostic>> JudgeAsync(this BuildContext context, ImmutableArray<Diagnostic> found)
    {
        var identity = context.Report(BuildIdentity.Read(context.Variables, context.Settings.Builds, kind: null));
        if (identity.Kind != BuildKind.PullRequest) return found;
        return (await context.ChangeChecksAsync(found, identity, await new GitHistory(context.Processes).ChangesAsync(identity, context.Stopping))).All;
    }

    /// <summary>What of the problems the build's own change is answerable for.</summary>
    public static Task<ChangeChecks> ChangeChecksAsync(this BuildContext context, ImmutableArray<Diagnostic> found, BuildIdentity identity, ChangedFiles changes) =>
        ChangeChecks.OfAsync(found, identity, changes, new GitHistory(context.Processes), context.Files, files => RepositoryChecks.Of(files, context.Variables), context.Stopping);

    /// <summary>Unfilled TODOs as errors.</summary>
    public static ImmutableArray<Diagnostic> Strict(ImmutableArray<Diagnostic> found) =>
        [.. found.Select(diagnostic => diagnostic.Rule == BuildRules.Unfilled ? diagnostic with { Severity = Severity.Error } : diagnostic)];

    /// <summary>Shows the problems on the build's page, where there is one and anything to show.</summary>
    public static Task AnnotateAsync(this BuildContext context, ImmutableArray<Diagnostic> found)
    {
        if (!context.OnBuildkite || found.IsEmpty) return Task.CompletedTask;
        var style = found.Any(diagnostic => diagnostic.Severity == Severity.Error) ? AnnotationStyle.Error : AnnotationStyle.Warning;
        return context.Build.AnnotateAsync(new Annotation(AnnotationContext, style, ProblemMarkdown.Write(found)), context.Stopping);
    }

    private static bool IsOfTheRepository(this BuildContext context, SourceFile file) =>
        context.CatalogueFolder(file) is not null
        || file.Path.StartsWith($"{context.Settings.Composing.Cases.Folder}/", StringComparison.Ordinal)
        || context.Settings.Composing.Pipelines.Any(listed => listed.Path == file.Path)
        || RepositoryChecks.UsualPipelines(context.Files).Any(usual => usual.Path == file.Path);
}
