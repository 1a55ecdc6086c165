using System.Collections.Immutable;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>Takes some of a listed file's steps, by key or label as the file writes them.</summary>
internal static class StepFilter
{
    /// <summary>A step that is taken or left out is not in its file.</summary>
    internal static Rule NoSuchStep { get; } = new("U012", Severity.Error, "A step that ci.yml names is not in its pipeline",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml, only: [bild_docker] }\n",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml, only: [build_docker] }\n")
    {
        Why = "A step was renamed in its pipeline. ci.yml kept the old name, and the step that it was to keep was left out.",
    };

    /// <summary>The document with the steps of <see cref="ListedPipeline.Only"/>, without those of
    /// <see cref="ListedPipeline.Without"/>.</summary>
    public static PipelineDocument Apply(PipelineDocument document, ListedPipeline listed, ImmutableArray<Diagnostic>.Builder found)
    {
        if (listed.Only.IsEmpty && listed.Without.IsEmpty) return document;
        var names = document.AllSteps.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        foreach (var name in listed.Only.Concat(listed.Without).Where(name => !names.Contains(name)))
        {
            found.Add(new Diagnostic(NoSuchStep, listed.Location, $"'{document.Path}' has no step '{name}'",
                Spelling.Suggest(name, names, $"it has {string.Join(", ", names.Order(StringComparer.Ordinal))}")));
        }

        return document with { Steps = Kept(document.Steps, listed, isTaken: listed.Only.IsEmpty) };
    }

    private static ImmutableArray<Step> Kept(ImmutableArray<Step> steps, ListedPipeline listed, bool isTaken)
    {
        var kept = ImmutableArray.CreateBuilder<Step>();
        foreach (var step in steps)
        {
            if (Names(step).Any(listed.Without.Contains)) continue;
            var takes = isTaken || Names(step).Any(listed.Only.Contains);
            if (step is GroupStep group)
            {
                var inner = Kept(group.Steps, listed, takes);
                if (!inner.IsEmpty) kept.Add(group with { Steps = inner });
            }
            else if (takes)
            {
                kept.Add(step);
            }
        }

        return kept.ToImmutable();
    }

    private static IEnumerable<string> Names(Step step) => new[] { step.Key?.Canonical, step.Label?.Canonical }.OfType<string>();
}
