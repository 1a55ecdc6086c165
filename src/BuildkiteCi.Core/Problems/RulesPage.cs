using System.Text;

namespace BuildkiteCi.Core.Problems;

/// <summary>The page that documents rules, made of the rules themselves.</summary>
public static class RulesPage
{
    /// <summary>A Markdown page: a table of the rules, then each with its examples.</summary>
    /// <param name="title">The page's heading.</param>
    /// <param name="introduction">What is below it.</param>
    /// <param name="rules">The rules, in the order in which they are shown.</param>
    /// <param name="diagnose">What is reported about a rule's bad example.</param>
    public static string Write(string title, string introduction, IReadOnlyCollection<Rule> rules, Func<Rule, Diagnostic?> diagnose)
    {
        var page = new StringBuilder($"# {title}\n\n{introduction}\n\n| code | severity | what is wrong |\n|---|---|---|\n");
        foreach (var rule in rules)
            page.Append($"| [{rule.Code}](#{rule.Code.ToLowerInvariant()}) | {Diagnostic.Word(rule.Severity)} | {rule.Title} |\n");
        foreach (var rule in rules)
        {
            page.Append($"\n## {rule.Code}\n\n{rule.Title}.\n\n{(rule.Why.Length == 0 ? "" : $"{rule.Why}\n\n")}{Examples(rule)}");
            if (diagnose(rule) is { } diagnostic) page.Append($"\n> {diagnostic.Message}; {diagnostic.Fix}\n");
            if (rule.Bad.Length > 0) page.Append($"\nTo accept it in one place: `{InlineSilencing.Comment(rule.Code)}`\n");
        }

        return page.ToString();
    }

    /// <summary>The bad and the good example of a rule as Markdown.</summary>
    internal static string Examples(Rule rule) =>
        rule.Bad.Length == 0 ? "" : $"Bad:\n\n{Code(rule.Bad)}" + (rule.Good.Length == 0 ? "" : $"\nGood:\n\n{Code(rule.Good)}");

    /// <summary>A rule as text for a terminal: what is wrong, why it matters, both examples, how to accept it in one place.</summary>
    public static string Explain(Rule rule)
    {
        var text = new StringBuilder($"{rule.Code} ({Diagnostic.Word(rule.Severity)}): {rule.Title}.\n");
        if (rule.Why.Length > 0) text.Append($"\n{rule.Why}\n");
        if (rule.Bad.Length > 0) text.Append($"\nBad:\n\n{Indented(rule.Bad)}");
        if (rule.Good.Length > 0) text.Append($"\nGood:\n\n{Indented(rule.Good)}");
        text.Append($"\nTo accept it in one place, write on that line or on a line above it: {InlineSilencing.Comment(rule.Code)}\n");
        return text.ToString();
    }

    private static string Indented(string example) =>
        string.Concat(Visible(example).Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));

    // Characters that no page shows are written as escapes are.
    private static string Code(string example) => $"```yaml\n{Visible(example)}\n```\n";

    private static string Visible(string example) =>
        string.Concat(
            example
                .TrimEnd('\n')
                .Select(character => char.IsControl(character) && character != '\n' ? $"\\u{(int)character:x4}" : character.ToString())
        );
}
