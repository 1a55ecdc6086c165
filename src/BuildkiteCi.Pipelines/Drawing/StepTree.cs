using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Drawing;

/// <summary>A pipeline as a tree: groups with their steps, waits between them, and of each step its key, queue and dependencies.</summary>
public static class StepTree
{
    /// <summary>The lines; the first one counts.</summary>
    public static IEnumerable<string> Of(PipelineDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var steps = document.AllSteps.Count(step => step is not (GroupStep or WaitStep));
        yield return $"{document.Path}: {(steps == 1 ? "1 step" : $"{steps} steps")}, {(document.JobCount == 1 ? "1 job" : $"{document.JobCount} jobs")}";
        foreach (var line in Branches(document.Steps, "")) yield return TerminalText.Plain(line);
    }

    private static IEnumerable<string> Branches(ImmutableArray<Step> steps, string indent)
    {
        foreach (var (index, step) in steps.Index())
        {
            var isLast = index == steps.Length - 1;
            yield return $"{indent}{(isLast ? "└── " : "├── ")}{Row(step)}";
            if (step is not GroupStep group) continue;
            foreach (var line in Branches(group.Steps, indent + (isLast ? "    " : "│   "))) yield return line;
        }
    }

    private static string Row(Step step)
    {
        var facts = StepFacts.Of(step).Concat(step.DependsOn.IsEmpty ? [] : [$"after {string.Join(", ", step.DependsOn.Select(needed => needed.Key + (needed.AllowFailure ? " (may fail)" : "")))}"]);
        var text = string.Join("; ", facts.Select(fact => fact.ReplaceLineEndings(" ")));
        var title = step is WaitStep ? "── wait ──" : StepFacts.Title(step).ReplaceLineEndings(" ");
        return text.Length == 0 ? title : $"{title}  ({text})";
    }
}
