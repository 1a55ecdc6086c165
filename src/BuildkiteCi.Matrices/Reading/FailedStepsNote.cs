using System.Net;
using System.Text;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Shows a build's failed steps on its page.</summary>
public static class FailedStepsNote
{
    /// <summary>The annotation's context: a later check replaces it.</summary>
    public const string Context = "failed-steps";

    // An annotation holds 1 MiB; a page that lists more than this is not read anyway.
    private const int MostRows = 200;

    /// <summary>The annotation: failing tests first, then what the machines did.</summary>
    public static Annotation Of(FailedSteps steps)
    {
        if (steps.Steps.IsEmpty) return new Annotation(Context, AnnotationStyle.Success, $"{Count(steps.Asked)} checked, none failed{NotRun(steps)}\n");
        var body = new StringBuilder();
        Append(body, "Failing tests", [.. steps.Tests]);
        Append(body, "Failures of machines", [.. steps.Infrastructure]);
        body.Append($"\n{Count(steps.Asked)} checked, {steps.Steps.Length} failed{NotRun(steps)}\n");
        return new Annotation(Context, AnnotationStyle.Error, body.ToString());
    }

    private static void Append(StringBuilder body, string title, IReadOnlyList<FailedStep> steps)
    {
        if (steps.Count == 0) return;
        body.Append($"{(body.Length > 0 ? "\n" : "")}**{title}** ({steps.Count})\n\n| step | what happened |\n|---|---|\n");
        foreach (var step in steps.Take(MostRows))
        {
            // A key holds no character that Markdown or HTML knows; a reason may hold any.
            var name = step.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "https" or "http"
                ? $"<a href=\"{WebUtility.HtmlEncode(step.Url)}\"><code>{step.Key}</code></a>"
                : $"<code>{step.Key}</code>";
            body.Append($"| {name} | {StageVerdicts.Word(step.Verdict)}: <code>{Cell(step.Reason)}</code>{(step.Nights is null ? "" : $"<br>{Cell(step.Nights)}")} |\n");
        }

        if (steps.Count > MostRows) body.Append($"\n… and {steps.Count - MostRows} more; the log names them.\n");
    }

    private static string Cell(string text) => WebUtility.HtmlEncode(text.ReplaceLineEndings(" ")).Replace("|", "&#124;", StringComparison.Ordinal);

    private static string Count(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    private static string NotRun(FailedSteps steps) => steps.NotRun == 0 ? "" : $", {steps.NotRun} not run";
}
