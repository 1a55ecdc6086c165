using System.Text.Json;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Core.Problems;

/// <summary>Diagnostics as JSON: a list with one object a problem, each on a line of its own.</summary>
public static class ProblemJson
{
    /// <summary>
    /// The list, in the order given. Each object has <c>path</c> (relative to the root), <c>line</c>, <c>column</c> (from 1, also where the
    /// whole file is meant), <c>severity</c> (<c>error</c>, <c>warning</c>, <c>note</c>), <c>code</c>, <c>message</c>, <c>fix</c> and
    /// <c>help</c>, the page of the rule.
    /// </summary>
    /// <param name="diagnostics">The problems.</param>
    /// <param name="pages">Where rules are documented.</param>
    public static string Write(IEnumerable<Diagnostic> diagnostics, RulePages? pages = null)
    {
        var objects = diagnostics.Select(diagnostic => One(diagnostic, pages ?? RulePages.ByPath)).ToList();
        return objects.Count == 0 ? "[]\n" : $"[\n  {string.Join(",\n  ", objects)}\n]\n";
    }

    private static string One(Diagnostic diagnostic, RulePages pages) => JsonText.Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("path", diagnostic.Location.Path);
        json.WriteNumber("line", Math.Max(1, diagnostic.Location.Line));
        json.WriteNumber("column", Math.Max(1, diagnostic.Location.Column));
        json.WriteString("severity", Diagnostic.Word(diagnostic.Severity));
        json.WriteString("code", diagnostic.Rule.Code);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("fix", diagnostic.Fix);
        json.WriteString("help", pages.Of(diagnostic.Rule));
        json.WriteEndObject();
    });
}
