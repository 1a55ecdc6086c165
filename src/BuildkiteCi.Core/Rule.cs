using System.Collections.Immutable;
using System.Reflection;

namespace BuildkiteCi.Core;

/// <summary>
/// One thing that can be wrong with an input. A rule is declared where it is checked: in a <see cref="CheckedRule"/> of its own, or in a
/// static member of the reader that reports it. The reference pages, <c>--explain</c>, SARIF and the golden test of each rule are made
/// from it. A code never changes its meaning.
/// </summary>
/// <param name="Code">A letter for the family and three digits: <c>P012</c>.</param>
/// <param name="Severity">What a diagnostic of this rule is, unless it sets its own.</param>
/// <param name="Title">The rule in a few words, as a statement of what is wrong.</param>
/// <param name="Bad">The smallest input that breaks the rule.</param>
/// <param name="Good">The same input, mended.</param>
public sealed record Rule(string Code, Severity Severity, string Title, string Bad, string Good)
{
    /// <summary>The kind of incident that the rule is there for, in two sentences; empty where the title is enough.</summary>
    public string Why { get; init; } = "";

    /// <summary>Whether it is a convention: where nearly all files of a folder break it they follow another one, and the user is asked
    /// once.</summary>
    public bool IsConvention { get; init; }

    /// <summary>All rules that an assembly declares, by code: no table lists them.</summary>
    public static ImmutableArray<Rule> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. assembly
                .GetTypes()
                .Where(type => !type.ContainsGenericParameters)
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field.FieldType == typeof(Rule))
                .Select(field => (Rule)field.GetValue(null)!)
                .Concat(CheckedRule.AllOf<CheckedRule>(assembly).Select(one => one.Rule))
                .Distinct()
                .OrderBy(rule => rule.Code, StringComparer.Ordinal),
        ];
    }
}
