using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing;

/// <summary>Tells on the build's page what was composed: how much of what runs where, what does not run and why.</summary>
public static class CompositionNote
{
    /// <summary>The annotation's context.</summary>
    public const string Context = "composition";

    // Is beside what the composition itself has to say.
    private const string OthersContext = "composition-others";

    // Enough to recognise what is meant; the rest is counted.
    private const int NamesShown = 20;

    /// <summary>The note about a composition.</summary>
    public static Annotation Of(Composition composition, CompositionRequest request)
    {
        var identity = request.Facts.Identity;
        var text = new StringBuilder();
        text.Append(
            $"**{Capitalised(identity.Occasion)} build** of implementation `{identity.Implementation}`, priority {identity.Priority}: "
        );
        text.Append($"{Count(composition.JobCount, "job")} in {Count(composition.Uploads.Length, "upload")}.\n\n");
        if (!composition.Files.IsEmpty) AppendGenerations(text, composition);
        AppendQueues(text, composition);
        AppendLeftOut(text, composition);
        AppendUnpublished(text, request);
        AppendSkipped(text, composition);
        return new Annotation(Context, AnnotationStyle.Info, text.ToString());
    }

    /// <summary>The note about a build that stops before anything is uploaded.</summary>
    /// <param name="found">What is wrong; of it the errors are shown.</param>
    public static Annotation Stopped(IEnumerable<Diagnostic> found) =>
        new(Context, AnnotationStyle.Error, ProblemMarkdown.Write([.. found.Where(diagnostic => diagnostic.Severity == Severity.Error)]));

    /// <summary>The note about errors that are not this build's; null where there are none.</summary>
    /// <param name="found">What was wrong before the build's change; of it the errors are shown.</param>
    public static Annotation? Others(IEnumerable<Diagnostic> found) =>
        found.Where(diagnostic => diagnostic.Severity == Severity.Error).ToImmutableArray() is { IsEmpty: false } errors
            ? new Annotation(
                OthersContext,
                AnnotationStyle.Warning,
                $"**Errors that this build did not make; nightly builds may fail because of them:**\n\n{ProblemMarkdown.Write(errors)}"
            )
            : null;

    /// <summary>The note about a build of which an upload failed.</summary>
    /// <param name="what">Which one, and why.</param>
    public static Annotation PartiallyUploaded(string what)
    {
        var text = what.Replace("`", "'", StringComparison.Ordinal);
        return new Annotation(
            Context,
            AnnotationStyle.Error,
            $"**The pipeline of this build is not whole**, and its results will not be published.\n\n```\n{text}\n```\n"
        );
    }

    /// <summary>Shows a note. It is a help, not a part of the build: where it cannot be shown it neither fails a build that is whole nor
    /// hides why another is not.</summary>
    public static async Task TryShowAsync(Annotation note, IBuild build, CancellationToken cancellationToken)
    {
        try
        {
            await build.AnnotateAsync(note, cancellationToken);
        }
        catch (BuildException)
        {
            // Its text is in the log, too.
        }
    }

    private static void AppendGenerations(StringBuilder text, Composition composition)
    {
        text.Append("| generation | subjects | stages | jobs | results known beforehand |\n|---|--:|--:|--:|--:|\n");
        foreach (var files in composition.Files.GroupBy(file => file.Generation))
        {
            var known = files.SelectMany(file => file.LeftOut).Count(left => left.IsTest);
            text.Append(
                $"| {files.Key} | {files.Count()} | {files.Sum(file => file.Stages.Length)} | "
                    + $"{files.Sum(file => file.JobCount)} | {known} |\n"
            );
        }

        text.Append('\n');
    }

    private static void AppendQueues(StringBuilder text, Composition composition)
    {
        var queues = composition.JobsPerQueue.ToArray();
        if (queues.Length == 0) return;
        text.Append("| queue | jobs |\n|---|--:|\n");
        foreach (var (name, jobs) in queues) text.Append($"| {MarkdownText.Plain(name)} | {jobs} |\n");
        text.Append('\n');
    }

    private static void AppendLeftOut(StringBuilder text, Composition composition)
    {
        var left = composition.LeftOut.Count();
        if (left == 0) return;
        text.Append(
            $"{Count(left, "step")} of these files need no job: their results are collected, or known beforehand.\n\n"
        );
    }

    private static void AppendUnpublished(StringBuilder text, CompositionRequest request)
    {
        var identity = request.Facts.Identity;
        if (
            request.IsLocal
            || !identity.IsAmong(request.Settings.WholeCatalogue)
            || request.Settings.Publishing.WhyNoMatrices(identity) is not { } why
        )
            return;
        text.Append($"Its matrices stay with the build and are not pushed: {MarkdownText.Plain(why)}.\n\n");
    }

    private static void AppendSkipped(StringBuilder text, Composition composition)
    {
        var skipped = composition.Skipped.ToArray();
        if (skipped.Length == 0) return;
        text.Append("<details><summary>What does not run, and why</summary>\n\n");
        foreach (var (reason, paths) in skipped)
        {
            var names = paths.Take(NamesShown).Select(path => MarkdownText.Plain(path[(SubjectCatalogue.Home.Length + 1)..]));
            var more = paths.Length > NamesShown ? $" and {paths.Length - NamesShown} more" : "";
            text.Append($"- {MarkdownText.Plain(reason)}: {string.Join(", ", names)}{more}\n");
        }

        text.Append("\n</details>\n");
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Capitalised(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];
}
