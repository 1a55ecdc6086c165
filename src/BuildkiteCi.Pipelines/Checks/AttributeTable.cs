using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>The attributes that a mapping may have, each with the check of its value.</summary>
/// <param name="what">What the mapping is, for messages: <c>a command step</c>.</param>
/// <param name="attributes">The attributes.</param>
internal sealed class AttributeTable(string what, ImmutableArray<(string Name, ValueCheck Check)> attributes)
{
    /// <summary>An attribute is known to nobody.</summary>
    public static readonly Rule Unknown =
        new(
            "P044",
            Severity.Error,
            "An attribute is known to nobody",
            """
            steps:
              - command: make
                timeout_in_minuets: 5
            """,
            """
            steps:
              - command: make
                timeout_in_minutes: 5
            """
        )
        {
            Why = "'timeout_in_minute' was taken for nothing by the reviewers and refused by Buildkite, at night.",
        };

    /// <summary>An attribute that is needed is missing.</summary>
    public static readonly Rule Missing =
        new(
            "P047",
            Severity.Error,
            "An attribute that is needed is missing",
            """
            steps:
              - group: Tests
            """,
            """
            steps:
              - group: Tests
                steps:
                  - command: make test
            """
        )
        {
            Why = "A concurrency limit came without its group, and the upload of the whole catalogue was refused.",
        };

    private readonly FrozenDictionary<string, ValueCheck> checks = attributes.ToFrozenDictionary(
        row => row.Name,
        row => row.Check,
        StringComparer.Ordinal
    );

    /// <summary>What the mapping is.</summary>
    public string What { get; } = what;

    /// <summary>The names, in the order of the table.</summary>
    public ImmutableArray<string> Names { get; } = [.. attributes.Select(row => row.Name)];

    /// <summary>Whether an attribute belongs here.</summary>
    public bool Has(string name) => checks.ContainsKey(name);

    /// <summary>Checks every value, and reports attributes that nobody knows.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <param name="required">An attribute that has to be there, or null.</param>
    public void Check(YamlMapping mapping, DiagnosticBag findings, string? required = null)
    {
        if (required is not null && (mapping[required] is not { } value || Values.IsNothing(value)))
            findings.Add(Missing, mapping, $"{What} has no '{required}'", $"add '{required}:'");
        foreach (var entry in mapping.Entries)
        {
            if (!CheckValue(entry, findings))
                findings.Add(
                    Unknown,
                    entry.Location,
                    $"'{entry.Key}' is no attribute of {What}",
                    Spelling.Suggest(entry.Key, Names, $"remove it, or use {Listed()}")
                );
        }
    }

    /// <summary>Checks a value where its attribute belongs here.</summary>
    /// <returns>Whether it does.</returns>
    public bool CheckValue(YamlEntry entry, DiagnosticBag findings)
    {
        if (!checks.TryGetValue(entry.Key, out var check)) return false;
        check(entry, findings);
        return true;
    }

    private string Listed() => Names.Length == 1 ? $"'{Names[0]}'" : $"'{string.Join("', '", Names[..^1])}' or '{Names[^1]}'";
}

/// <summary>Checks the value of an attribute.</summary>
/// <param name="attribute">The attribute with its value.</param>
/// <param name="findings">Takes what is wrong.</param>
internal delegate void ValueCheck(YamlEntry attribute, DiagnosticBag findings);
