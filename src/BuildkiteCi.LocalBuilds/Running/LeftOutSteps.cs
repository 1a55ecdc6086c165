using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Gathers steps and jobs that do not run, so that those with one reason take one line.</summary>
public sealed class LeftOutSteps
{
    private readonly List<(TimeSpan Elapsed, string What, string Name, string Reason)> kept = [];

    /// <summary>Keeps the event for later; whether it is about something that does not run.</summary>
    public bool Take(RunEvent happened)
    {
        switch (happened)
        {
            case JobLeftOut job:
                kept.Add((job.Elapsed, "jobs", job.Job.Shown, job.Reason));
                return true;
            case StepEnded { End: StepEnd.LeftOut, Reason: { } reason, Step.Plan.Kind: not StepKind.Wait } step:
                kept.Add((step.Elapsed, "steps", step.Step.Shown, reason));
                return true;
            default:
                return false;
        }
    }

    /// <summary>A line a reason, in the order in which the reasons came; then it is empty again.</summary>
    public IReadOnlyList<string> Drain()
    {
        var lines = kept.GroupBy(one => (one.What, one.Reason))
            .Select(same =>
                $"{Elapsed.Clock(same.First().Elapsed)} {(same.Count() == 1 ? same.First().Name : $"{same.Count()} {same.Key.What}")} | "
                    + $"{StepWords.Text(StepEnd.LeftOut)}: {same.Key.Reason}"
            )
            .ToList();
        kept.Clear();
        return lines;
    }
}
