using System.Text;

namespace BuildkiteCi.Core.Problems;

/// <summary>The page that documents rules, made of the rules themselves.</summary>
public static class RulesPage
{
    /// <summary>A Markdown page: a table of the rules, then each with its examples.</summary>
    /// <param name="title">The page's heading.</param>
    /// <param name="introduction">What stands below it.</param>
    /// <param name="rules">The rules, in the order in which they are shown.</param>
    /// <param name="says">What is said about a rule's bad example.</param>
    public static string Write(string title, string introduction, IReadOnlyCollection<Rule> rules, Func<Rule, Diagnostic?> says)
    {
        var page = new StringBuilder($"# {title}\n\n{introduction}\n\n| code | severity | what is wrong |\n|---|---|---|\n");
        foreach (var rule in rules) page.Append($"| [{rule.Code}](#{rule.Code.ToLowerInvariant()}) | {Diagnostic.Word(rule.Severity)} | {rule.Title} |\n");
        foreach (var rule in rules)
        {
            page.Append($"\n## {rule.Code}\n\n{rule.Title}.\n\n{Examples(rule)}");
            if (says(rule) is { } diagnostic) page.Append($"\n> {diagnostic.Message}; {diagnostic.Fix}\n");
        }

        return page.ToString();
    }

    /// <summary>The bad and the good example of a rule as Markdown.</summary>
    internal static string Examples(Rule rule) => $"Bad:\n\n{Code(rule.Bad)}\nGood:\n\n{Code(rule.Good)}";

    // Characters that no page shows are written as escapes are.
    private static string Code(string example)
    {
        var text = string.Concat(example.TrimEnd('\n').Select(character => char.IsControl(character) && character != '\n' ? $"\\u{(int)character:x4}" : character.ToString()));
        return $"```yaml\n{text}\n```\n";
    }
}
