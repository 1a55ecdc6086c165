using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P012: a step waits for a key that no upload of the build holds.</summary>
internal sealed class UnknownDependency : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P012",
            Severity.Error,
            "A step waits for a key that no upload of the build holds",
            """
            steps:
              - { key: unit, command: pytest }
              - { key: accuracy, command: pytest, depends_on: unti }
            """,
            """
            steps:
              - { key: unit, command: pytest }
              - { key: accuracy, command: pytest, depends_on: unit }
            """
        )
        {
            Why =
                "A key was renamed, and a step of another file still waited for the old one. The build waited until the morning and "
                + "was then called failed, with no job that had failed.",
        };

    // Plugins whose purpose it is to upload.
    private static readonly string[] UploadingPlugins =
    [
        "monorepo-diff",
        "dynamic-pipeline",
        "file-watcher",
        "pipeline-upload",
        "chomper",
        "metahook",
    ];

    internal override void Check(ImmutableArray<PipelineDocument> documents, CheckScope scope, DiagnosticBag found)
    {
        var steps = documents.SelectMany(document => document.AllSteps).ToImmutableArray();
        var keys = steps.Select(step => step.Key?.Canonical).OfType<string>().Concat(scope.OtherKeys).ToHashSet(StringComparer.Ordinal);
        var uploadsMore = steps.OfType<CommandStep>().Any(UploadsMore);
        foreach (var step in steps)
            foreach (var needed in step.DependsOn)
                if (!keys.Contains(needed.Key) && !needed.Key.Contains('$', StringComparison.Ordinal))
                    Unknown(step, needed, keys, scope.IsWholeBuild && !uploadsMore, found);
    }

    // By its own command or by a plugin: then not every key of the build can be known beforehand.
    private static bool UploadsMore(CommandStep step) =>
        step.Command.Contains("pipeline upload", StringComparison.Ordinal)
        || step.Body["plugins"] is YamlSequence plugins
        && plugins.Items.OfType<YamlMapping>().SelectMany(plugin => plugin.Entries)
            .Any(plugin => Array.Exists(UploadingPlugins, name => plugin.Key.Contains(name, StringComparison.Ordinal)));

    private void Unknown(Step step, Dependency needed, HashSet<string> keys, bool isWhole, DiagnosticBag found)
    {
        var message = isWhole
            ? $"step '{step.Name}' waits for '{needed.Key}', which no upload of this build holds"
            : $"step '{step.Name}' waits for '{needed.Key}', which none of these files holds; another upload of the build has to";
        found.Add(
            new Diagnostic(
                Rule,
                needed.Location,
                message,
                Spelling.Suggest(
                    needed.Key,
                    keys.Order(StringComparer.Ordinal),
                    isWhole ? "add that step or remove the line" : "check the file that brings it"
                )
            )
            {
                Edit = Spelling.Only(needed.Key, keys) is { } near ? new TextEdit(needed.Location, needed.Key, near) : null,
                Severity = isWhole ? Rule.Severity : Severity.Note,
            }
        );
    }
}
