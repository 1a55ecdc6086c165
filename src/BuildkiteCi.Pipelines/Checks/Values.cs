using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Makes the checks that attributes are listed with.</summary>
internal static class Values
{
    private static readonly Rule WrongKind =
        new(
            "P046",
            Severity.Error,
            "A value is of a kind that Buildkite does not take",
            """
            steps:
              - command: make
                allow_dependency_failure: maybe
            """,
            """
            steps:
              - command: make
                allow_dependency_failure: true
            """
        )
        {
            Why = "'skip' was given a number. The upload was refused, though the step was to be left out anyway.",
        };

    private static readonly Rule UnknownWord =
        new(
            "P048",
            Severity.Error,
            "A value is none of the words that its attribute takes",
            """
            steps:
              - block: Release?
                blocked_state: waiting
            """,
            """
            steps:
              - block: Release?
                blocked_state: running
            """
        )
        {
            Why = "'blocked_state: success' is no word that Buildkite knows, and the release's upload was refused on the day of the release.",
        };

    /// <summary>Whatever Buildkite makes of it.</summary>
    public static ValueCheck Any { get; } = (_, _) => { };

    /// <summary>One value of any kind.</summary>
    public static ValueCheck Text { get; } = (attribute, findings) =>
    {
        if (attribute.Value is not YamlScalar { Kind: not ScalarKind.Timestamp }) Wrong(attribute, findings, "a text");
    };

    /// <summary><c>true</c> or <c>false</c>, also as texts.</summary>
    public static ValueCheck Flag { get; } =
        (attribute, findings) =>
        {
            if (attribute.Value is not YamlScalar { Canonical: "true" or "false" } && !IsOpen(attribute.Value))
                Wrong(attribute, findings, "true or false");
        };

    /// <summary>A text or a list of texts.</summary>
    public static ValueCheck Texts { get; } = (attribute, findings) =>
    {
        if (attribute.Value is YamlScalar or YamlSequence && Items(attribute.Value).All(item => item is YamlScalar)) return;
        Wrong(attribute, findings, "a text or a list of texts");
    };

    /// <summary>A mapping.</summary>
    public static ValueCheck Mapping { get; } = (attribute, findings) =>
    {
        if (attribute.Value is not YamlMapping) Wrong(attribute, findings, "a mapping");
    };

    /// <summary>A list.</summary>
    public static ValueCheck List { get; } = (attribute, findings) =>
    {
        if (attribute.Value is not YamlSequence && !IsNothing(attribute.Value)) Wrong(attribute, findings, "a list");
    };

    /// <summary>A reason or a flag.</summary>
    public static ValueCheck Skip { get; } =
        (attribute, findings) =>
        {
            if (attribute.Value is not YamlScalar) Wrong(attribute, findings, "true, false or a reason");
        };

    /// <summary>A whole number within bounds.</summary>
    public static ValueCheck Number(Rule rule, long least, long most, string meaning) =>
        (attribute, findings) =>
        {
            if (IsOpen(attribute.Value) || IsNothing(attribute.Value))
                return;
            if (
                attribute.Value is YamlScalar scalar
                && long.TryParse(scalar.Canonical, out var number)
                && number >= least
                && number <= most
            )
                return;
            findings.Add(rule, attribute.Value, $"'{attribute.Key}' is {Shown(attribute.Value)}", $"write {meaning}");
        };

    /// <summary>One of a few words.</summary>
    public static ValueCheck OneOf(params ImmutableArray<string> words) =>
        (attribute, findings) =>
        {
            if (
                IsOpen(attribute.Value)
                || IsNothing(attribute.Value)
                || (attribute.Value is YamlScalar scalar && words.Contains(scalar.Canonical))
            )
                return;
            findings.Add(
                UnknownWord,
                attribute.Value,
                $"'{attribute.Key}' is {Shown(attribute.Value)}",
                Spelling.Suggest(
                    (attribute.Value as YamlScalar)?.Canonical ?? "",
                    words,
                    $"use {string.Join(", ", words[..^1])} or {words[^1]}"
                )
            );
        };

    /// <summary>Reports that an attribute has a value of a kind that it does not take.</summary>
    public static void Wrong(YamlEntry attribute, DiagnosticBag findings, string expected)
    {
        if (!IsNothing(attribute.Value))
            findings.Add(WrongKind, attribute.Value, $"'{attribute.Key}' is {Shown(attribute.Value)}", $"write {expected}");
    }

    /// <summary>Whether a value is only known later: it holds a variable or a value of a matrix.</summary>
    public static bool IsOpen(YamlNode node) =>
        node is YamlScalar { IsText: true } scalar
        && (scalar.Canonical.Contains('$', StringComparison.Ordinal) || scalar.Canonical.Contains("{{matrix", StringComparison.Ordinal));

    /// <summary>Whether nothing is there.</summary>
    public static bool IsNothing(YamlNode node) => node is YamlScalar { Kind: ScalarKind.Null };

    /// <summary>A list's items; anything else is a list of one.</summary>
    public static ImmutableArray<YamlNode> Items(YamlNode node) => node is YamlSequence list ? list.Items : [node];

    /// <summary>A value for a message.</summary>
    public static string Shown(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => "nothing",
        YamlScalar { Canonical.Length: > 40 } scalar => $"'{scalar.Canonical[..40]}…'",
        YamlScalar scalar => $"'{scalar.Canonical}'",
        _ => node.KindName,
    };
}
