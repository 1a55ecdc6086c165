using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Drawing;

/// <summary>A pipeline as a tree: groups with their steps, waits between them, and of each step its key, queue and dependencies.</summary>
public static class StepTree
{
    /// <summary>The lines; the first one counts.</summary>
    /// <param name="document">The pipeline.</param>
    /// <param name="width">Columns: of a step whose line is longer, key, queue and dependencies are on lines of their own.</param>
    public static IEnumerable<string> Of(PipelineDocument document, int width = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(document);
        var steps = document.AllSteps.Count(step => step is not (GroupStep or WaitStep));
        yield return $"{document.Path}: {(steps == 1 ? "1 step" : $"{steps} steps")}, "
            + $"{(document.JobCount == 1 ? "1 job" : $"{document.JobCount} jobs")}";
        foreach (var line in Branches(document.Steps, "", width)) yield return TerminalText.Plain(line);
    }

    private static IEnumerable<string> Branches(ImmutableArray<Step> steps, string indent, int width)
    {
        foreach (var (index, step) in steps.Index())
        {
            var isLast = index == steps.Length - 1;
            var below = indent + (isLast ? "    " : "│   ");
            foreach (var line in Rows(step, $"{indent}{(isLast ? "└── " : "├── ")}", below, width)) yield return line;
            if (step is not GroupStep group) continue;
            foreach (var line in Branches(group.Steps, below, width)) yield return line;
        }
    }

    private static IEnumerable<string> Rows(Step step, string head, string below, int width)
    {
        var facts = StepFacts
            .Of(step)
            .Concat(
                step.DependsOn.IsEmpty
                    ? []
                    :
                    [
                        "after "
                            + string.Join(", ", step.DependsOn.Select(needed => needed.Key + (needed.AllowFailure ? " (may fail)" : ""))),
                    ]
            );
        var texts = facts.Select(fact => fact.ReplaceLineEndings(" ")).ToList();
        var title = step is WaitStep ? "── wait ──" : StepFacts.Title(step).ReplaceLineEndings(" ");
        var row = texts.Count == 0 ? $"{head}{title}" : $"{head}{title}  ({string.Join("; ", texts)})";
        return row.Length <= width ? [row] : [$"{head}{title}", .. texts.Select(text => $"{below}  {text}")];
    }
}
