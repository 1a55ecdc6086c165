using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Buildkite;

/// <summary>Prints steps as log groups and the report as a pale one, and has the build summed up.</summary>
internal sealed class BuildkiteReportPrinter : ICakeReportPrinter
{
    private readonly IConsole console;
    private readonly LogGroups groups;
    private readonly ICakeLog log;
    private readonly SummaryAnnotation summary;
    private readonly List<TaskFailure> failures = [];
    private bool isFailed;

    public BuildkiteReportPrinter(IConsole console, LogGroups groups, ICakeLog log, ICakeEngine engine, SummaryAnnotation summary)
    {
        this.console = console;
        this.groups = groups;
        this.log = log;
        this.summary = summary;
        engine.AfterTaskTeardown += (_, args) => Remember(args.TaskTeardownContext);
        engine.BeforeTeardown += (_, args) => isFailed |= !args.TeardownContext.Successful;
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Normal)
            groups.Begin($":cake: {name}");
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Normal)
            groups.BeginAside(name);
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Verbose)
            groups.BeginAside($"{name} (skipped)");
    }

    public void Write(CakeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        groups.BeginReport("Report");
        var showsDelegated = log.Verbosity >= Verbosity.Verbose;
        var entries = report.Where(entry => showsDelegated || entry.ExecutionStatus != CakeTaskExecutionStatus.Delegated).ToList();
        var width = entries.Select(entry => entry.TaskName.Length).Append("Total:".Length).Max() + 2;
        console.WriteLine($"{"Task".PadRight(width)}{"Duration",-14}Status");
        foreach (var entry in entries)
            console.WriteLine(Coloured(entry, $"{entry.TaskName.PadRight(width)}{BuildSummary.Time(entry),-14}{BuildSummary.Status(entry)}"));
        console.WriteLine($"{"Total:".PadRight(width)}{BuildSummary.Time(report.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Duration))}");

        summary.Post(new(report, failures, isFailed));
    }

    /// <summary>Says why a task failed where its output is; Cake itself says it at the very end only.</summary>
    private void Remember(ITaskTeardownContext task)
    {
        if (task.ThrownException is not { } exception)
            return;
        failures.Add(new(task.Task.Name, exception.Message));
        log.Error("{0}", exception.Message);
    }

    private static string Coloured(CakeReportEntry entry, string row) => entry.ExecutionStatus switch
    {
        CakeTaskExecutionStatus.Failed => $"\u001b[31m{row}\u001b[0m",
        CakeTaskExecutionStatus.Executed => row,
        _ => $"\u001b[90m{row}\u001b[0m",
    };
}
