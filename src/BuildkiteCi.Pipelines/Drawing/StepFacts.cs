using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Drawing;

/// <summary>What a drawing shows of a step beside its place.</summary>
internal static class StepFacts
{
    /// <summary>What people call it: its label without emoji names, else its command's first line, else its kind.</summary>
    public static string Title(Step step) => step switch
    {
        WaitStep => "wait",
        TriggerStep trigger => step.Label is { } label ? LabelText.WithoutEmoji(label.Canonical) : $"trigger {trigger.Pipeline?.Canonical}",
        CommandStep { Label: null, Command.Length: > 0 } command => command.Command.Split('\n')[0],
        _ => step.Label is { } label ? LabelText.WithoutEmoji(label.Canonical) : step.Key?.Canonical ?? step.Kind,
    };

    /// <summary>Key, queue, number of jobs, and when it runs; in this order, those that it has.</summary>
    public static IEnumerable<string> Of(Step step)
    {
        if (step.Key is { } key && key.Canonical != step.Label?.Canonical) yield return $"key {key.Canonical}";
        if (step is not (CommandStep or WaitStep or GroupStep)) yield return step.Kind;
        if (step is WaitStep { ContinuesOnFailure: true }) yield return "goes on after failures";
        if (step is CommandStep command)
        {
            if (command.Queue is { } queue) yield return $"queue {queue.Canonical}";
            if (command.JobCount > 1) yield return $"{command.JobCount} jobs";
            if (command.SkipReason is { } reason) yield return reason.Length == 0 ? "skipped" : $"skipped: {reason}";
        }

        if (step.If is { } condition) yield return $"if {condition.Canonical}";
        if (step.Branches is { } branches) yield return $"branches {branches.Canonical}";
    }
}
