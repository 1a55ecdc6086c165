using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Shows a run as plain lines: time, job, what it wrote or what happened.</summary>
/// <param name="write">Takes each line.</param>
public sealed class PlainRunView(Action<string> write) : IRunView
{
    private readonly LeftOutSteps leftOut = new();

    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        if (leftOut.Take(happened)) return;
        Finish();
        if (Text(happened) is { } text) write($"{Elapsed.Clock(happened.Elapsed)} {text}");
    }

    /// <summary>Writes what was kept back to be written together.</summary>
    public void Finish()
    {
        foreach (var line in leftOut.Drain()) write(line);
    }

    /// <summary>An event in one line; null: it is not worth one.</summary>
    public static string? Text(RunEvent happened) =>
        happened switch
        {
            UploadTaken upload =>
                $"{upload.Name}: {upload.Steps} step{(upload.Steps == 1 ? "" : "s")} "
                    + $"uploaded{(upload.By is { } step ? $" by {step.Shown}" : "")}",
            UploadNoted noted => $"{noted.Name}: {noted.Text}",
            JobLeftOut job => $"{job.Job.Shown} | {StepWords.Text(StepEnd.LeftOut)}: {job.Reason}",
            JobStarted started => $"{started.Job.Shown} | started{(started.Try > 1 ? $", try {started.Try}" : "")}",
            JobWrote wrote => $"{wrote.Job.Shown} | {TerminalText.Plain(wrote.Line.Text)}",
            JobEnded ended => $"{ended.Job.Shown} | {End(ended)} after {Elapsed.Text(ended.Span)}",
            StepEnded { Step.Plan.Kind: StepKind.Wait } => null,
            StepEnded { Reason: { } reason } ended => $"{ended.Step.Shown} | {StepWords.Text(ended.End)}: {reason}",
            StepEnded { Step.Plan.Kind: StepKind.Block or StepKind.Input } ended => $"{ended.Step.Shown} | unblocked",
            StepBlocked blocked =>
                $"{blocked.Step.Shown} | blocked: "
                    + $"{(blocked.Step.Prompt is { } prompt ? $"{prompt.ReplaceLineEndings(" ").Trim()}; " : "")}{blocked.Why}"
                    + $"{Fields(blocked.Step)}",
            StepStuck stuck => $"{stuck.Step.Shown} | never runs: {stuck.Why}",
            _ => null,
        };

    private static string Fields(RunStep step) =>
        step.Fields.IsEmpty ? "" : $"; it asks for {string.Join(", ", step.Fields.Select(field => field.Describe()))}";

    private static string End(JobEnded ended)
    {
        var status =
            ended.End.Cancelled || ended.End.ExitStatus == 0
                ? ""
                : $" (exit status {ended.End.ExitStatus}{(ended.End.TimedOut && ended.Became != StepEnd.TimedOut ? ", timed out" : "")})";
        return ended.Became is { } became ? $"{StepWords.Text(became)}{status}" : $"failed{status}, will be tried again";
    }
}
