using BuildkiteCi.Pipelines.Yaml;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P050: two attributes stand for the same thing.</summary>
internal sealed class SaidTwice : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P050",
            Severity.Warning,
            "Two attributes stand for the same thing",
            """
            steps:
              - label: Build
                name: Make
                command: make
            """,
            """
            steps:
              - label: Build
                command: make
            """
        )
        {
            Why =
                "A step had 'label' and 'name' after a merge, each with another text, and people looked for a job by the one that was not "
                    + "shown.",
        };

    // Of several words for one thing, the one that counts first.
    private static readonly ImmutableArray<(string Used, string Other)> SameThing =
    [
        ("label", "name"),
        ("key", "id"),
        ("key", "identifier"),
        ("id", "identifier"),
        ("command", "commands"),
        ("wait", "waiter"),
        ("block", "manual"),
    ];

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var source in document.AllSteps.Select(step => step.Source).OfType<YamlMapping>())
            foreach (var (used, other) in SameThing)
                if (source.Has(used) && source.Find(other) is { } entry)
                    found.Add(Rule, entry.Location, $"'{other}' means the same as '{used}', which is there too", $"remove '{other}'");
    }
}
