using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>Expands files of the catalogue for a generation, as Buildkite's agent would with that generation's variables.</summary>
public static class CatalogueExpansion
{
    private static readonly Rule NoEffect =
        new(
            "C007",
            Severity.Warning,
            "A key at the top of a catalogue file has no effect",
            """
            priority: 5
            steps:
              - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: unit, command: pytest, priority: 5, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why =
                "'priority' at the top of a catalogue file was meant for its steps. It was lost, and the release's tests waited "
                + "behind the nightly.",
        };

    private static readonly Rule GroupInGroup =
        new(
            "C008",
            Severity.Error,
            "A catalogue file holds a group, and its steps join one",
            """
            steps:
              - group: Qwen
                steps:
                  - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why =
                "A group within a catalogue file became a group within the generation's group, which Buildkite refuses, with the "
                + "whole upload.",
        };

    // What a file may say for all of its steps: its steps join a group with those of other files, so each of them has it.
    private static readonly ImmutableArray<string> ForAllSteps = ["env", "agents"];

    /// <summary>Expands one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="generation">The generation; its own variables win over <paramref name="variables"/>.</param>
    /// <param name="variables">Further variables.</param>
    public static Diagnosed<ExpandedFile> For(this CatalogueFile file, Generation generation, Variables variables)
    {
        var expanded = file.Pipeline.Interpolate(variables.With(generation.Variables));
        var diagnostics = expanded.Diagnostics.ToList();
        if (expanded.Value is not { } document) return Diagnosed.With<ExpandedFile>(null, diagnostics);
        var steps = Flatten(document, diagnostics);
        return Diagnosed.With(new ExpandedFile(file, generation, steps, StageSteps.Find(file.Path, steps, file.Folder.Stage, diagnostics)), diagnostics);
    }

    private static ImmutableArray<Step> Flatten(PipelineDocument document, List<Diagnostic> diagnostics)
    {
        foreach (var entry in document.Others.Entries.Where(entry => !ForAllSteps.Contains(entry.Key)))
        {
            diagnostics.Add(
                new Diagnostic(
                    NoEffect,
                    entry.Location,
                    $"'{entry.Key}' has no effect here: the file's steps join those of other files",
                    Spelling.Suggest(entry.Key, ["steps", .. ForAllSteps], "remove it, or say it in each step")
                )
            );
        }

        var steps = ImmutableArray.CreateBuilder<Step>(document.Steps.Length);
        foreach (var step in document.Steps)
        {
            if (step is GroupStep group)
            {
                diagnostics.Add(
                    new Diagnostic(
                        GroupInGroup,
                        group.Location,
                        $"'{group.Name}' is a group, and the file's steps join one",
                        "write its steps without the group"
                    )
                );
                steps.AddRange(group.Steps);
            }
            else
            {
                steps.Add(step);
            }
        }

        if (document.Env is null && document.Others["agents"] is null) return steps.DrainToImmutable();
        return [.. steps.Select(step => step is CommandStep command ? WithDefaults(command, document) : step)];
    }

    // A step's own value wins.
    private static Step WithDefaults(CommandStep step, PipelineDocument document)
    {
        var attributes = step.Attributes;
        if (document.Env is { } env)
        {
            var own = attributes["env"] as YamlMapping ?? YamlMapping.Of();
            attributes = attributes.With("env", own.Entries.Aggregate(env, (all, entry) => all.With(entry.Key, entry.Value)));
        }

        if (document.Others["agents"] is { } agents && !attributes.Has("agents")) attributes = attributes.With("agents", agents);
        return step with { Node = attributes, Attributes = attributes };
    }
}
