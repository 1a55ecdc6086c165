using Cake.Core;

namespace Cake.Buildkite;

/// <summary>How a build went: tasks, durations, failures.</summary>
/// <param name="Entries">The rows of Cake's reports, one report behind the other.</param>
/// <param name="Failures">What failed, in order; a build may go on behind a failure.</param>
/// <param name="IsFailed">Whether the build itself failed.</param>
internal sealed record BuildSummary(IReadOnlyList<CakeReportEntry> Entries, IReadOnlyList<TaskFailure> Failures, bool IsFailed)
{
    /// <summary>Red for a failed build, orange for one that went on behind a failure, else green.</summary>
    public BuildkiteAnnotationStyle Style =>
        IsFailed ? BuildkiteAnnotationStyle.Error
        : Failures.Count > 0 ? BuildkiteAnnotationStyle.Warning
        : BuildkiteAnnotationStyle.Success;

    /// <summary>Failures that no annotation of their own tells of.</summary>
    public IEnumerable<TaskFailure> Untold => Failures.Where(failure => !failure.HasAnnotation);

    /// <param name="target">What was asked for.</param>
    /// <param name="job">The job's page; null: no link.</param>
    public BuildkiteAnnotationBody Body(string target, string? job)
    {
        var time = Time(Entries.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Duration));
        BuildkiteMarkdown subject = job is null ? target : BuildkiteMarkdown.Link(target, job);
        var body = BuildkiteAnnotationBody.Empty.Heading(
            BuildkiteMarkdown.Emoji("cake") + " " + subject + (IsFailed ? $" failed after {time}" : $" passed in {time}"),
            level: 4
        );
        body = Untold.Aggregate(
            body,
            (sum, failure) => sum.Paragraph(BuildkiteMarkdown.Bold(failure.Task) + " failed:").Code(failure.Message)
        );
        var tasks = Entries.Where(entry => entry.Category == CakeReportEntryCategory.Task).ToList();
        return tasks.Count == 0 ? body : body.Details(
            Count(tasks),
            part => part.Table(
                ["Task", "Duration", "Status"],
                tasks.Select(entry => (IReadOnlyList<BuildkiteMarkdown>)[entry.TaskName, Time(entry), Status(entry)])),
            open: IsFailed);
    }

    private static string Count(List<CakeReportEntry> tasks)
    {
        var failed = tasks.Count(entry => entry.ExecutionStatus == CakeTaskExecutionStatus.Failed);
        var skipped = tasks.Count(entry => entry.ExecutionStatus == CakeTaskExecutionStatus.Skipped);
        return $"{tasks.Count} "
            + $"{(tasks.Count == 1 ? "task" : "tasks")}{(failed > 0 ? $", {failed} failed" : "")}"
            + $"{(skipped > 0 ? $", {skipped} skipped" : "")}";
    }

    /// <summary>How an entry ended, with the reason why it was skipped where there is one.</summary>
    public static string Status(CakeReportEntry entry) => entry switch
    {
        { ExecutionStatus: CakeTaskExecutionStatus.Skipped, SkippedMessage.Length: > 0 } => $"Skipped: {entry.SkippedMessage}",
        { ExecutionStatus: CakeTaskExecutionStatus.Executed } => "Succeeded",
        _ => entry.ExecutionStatus.ToString(),
    };

    /// <summary>An entry's duration; a dash where it did not run.</summary>
    public static string Time(CakeReportEntry entry) =>
        entry.ExecutionStatus == CakeTaskExecutionStatus.Skipped ? "-" : Time(entry.Duration);

    /// <summary>A span for people: <c>1.2 s</c>, <c>3 min 5 s</c>, <c>2 h 10 min</c>.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
        : $"{time.TotalSeconds:0.0} s";
}
