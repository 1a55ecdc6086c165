using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Core.Problems;

/// <summary>
/// Diagnostics as SARIF 2.1.0, in the shape that code-scanning pages take: relative locations, each rule with its examples. Source: OASIS,
/// Static Analysis Results Interchange Format 2.1.0; GitHub's documentation, SARIF support for code scanning.
/// </summary>
public static class ProblemSarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string ToolName = "BuildkiteCi";

    /// <summary>The log, with one run.</summary>
    /// <param name="diagnostics">The problems, in order.</param>
    /// <param name="rules">All rules that were looked at; those of the problems are added where they are not among them.</param>
    /// <param name="pages">Where rules are documented; pages that no browser opens are not named.</param>
    public static string Write(ImmutableArray<Diagnostic> diagnostics, IEnumerable<Rule> rules, RulePages? pages = null)
    {
        var all = rules
            .Concat(diagnostics.Select(diagnostic => diagnostic.Rule))
            .DistinctBy(rule => rule.Code)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal)
            .ToList();
        var places = all.Index().ToDictionary(rule => rule.Item.Code, rule => rule.Index, StringComparer.Ordinal);
        return JsonText.Indented(json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, all, pages is { IsOnline: true } ? pages : null);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var diagnostic in diagnostics) Result(json, diagnostic, places[diagnostic.Rule.Code]);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Tool(Utf8JsonWriter json, IEnumerable<Rule> rules, RulePages? pages)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", ToolName);
        json.WriteStartArray("rules");
        foreach (var rule in rules) Describe(json, rule, pages);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Describe(Utf8JsonWriter json, Rule rule, RulePages? pages)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Code);
        Message(json, "shortDescription", rule.Title);
        Message(json, "fullDescription", rule.Title);
        if (pages is not null) json.WriteString("helpUri", pages.Of(rule));
        json.WriteStartObject("help");
        json.WriteString("text", $"Bad:\n\n{rule.Bad}\n\nGood:\n\n{rule.Good}\n");
        json.WriteString("markdown", RulesPage.Examples(rule));
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Diagnostic.Word(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Diagnostic diagnostic, int ruleIndex)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Rule.Code);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Diagnostic.Word(diagnostic.Severity));
        Message(json, "message", $"{diagnostic.Message}; {diagnostic.Fix}");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", RelativeUri(diagnostic.Location.Path));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        // Code scanning shows a result at a line: what is said of a whole file is at its first.
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, diagnostic.Location.Line));
        json.WriteNumber("startColumn", Math.Max(1, diagnostic.Location.Column));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string RelativeUri(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
