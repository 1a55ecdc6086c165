using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Buildkite;

/// <summary>Prints tasks as log groups and the report as a pale one, and has the build summed up.</summary>
internal sealed class BuildkiteReportPrinter : ICakeReportPrinter
{
    private readonly IConsole console;
    private readonly LogGroups groups;
    private readonly ICakeLog log;
    private readonly SummaryAnnotation summary;
    private readonly AnnotationCount annotations;
    private readonly List<CakeReportEntry> entries = [];
    private readonly List<TaskFailure> failures = [];
    private string? begun;
    private int annotationsBefore;
    private bool isFailed;

    public BuildkiteReportPrinter(
        IConsole console, LogGroups groups, ICakeLog log, ICakeEngine engine, SummaryAnnotation summary, AnnotationCount annotations)
    {
        this.console = console;
        this.groups = groups;
        this.log = log;
        this.summary = summary;
        this.annotations = annotations;
        engine.BeforeTaskSetup += (_, args) => Begin(args.TaskSetupContext.Task);
        engine.AfterTaskTeardown += (_, args) => End(args.TaskTeardownContext);
        engine.BeforeTeardown += (_, args) => EndBuild(args.TeardownContext);
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Normal && name != begun)
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
            groups.BeforeLine();
    }

    public void Write(CakeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        groups.BeginReport("Report");
        var showsDelegated = log.Verbosity >= Verbosity.Verbose;
        var shown = report.Where(entry => showsDelegated || entry.ExecutionStatus != CakeTaskExecutionStatus.Delegated).ToList();
        var width = shown.Select(entry => entry.TaskName.Length).Append("Total:".Length).Max() + 2;
        console.WriteLine($"{"Task".PadRight(width)}{"Duration",-14}Status");
        foreach (var entry in shown)
            console.WriteLine(
                Coloured(entry, $"{entry.TaskName.PadRight(width)}{BuildSummary.Time(entry),-14}{BuildSummary.Status(entry)}")
            );
        console.WriteLine(
            $"{"Total:".PadRight(width)}{BuildSummary.Time(report.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Duration))}"
        );

        // A script may run several targets one after the other: what it has done so far is one build, with one annotation.
        entries.AddRange(report);
        summary.Post(new([.. entries], [.. failures], isFailed));
        if (isFailed)
            groups.BeginFailure();
    }

    /// <summary>Begins a task's group before its setup, which may write. A skipped task has one only where something is written.</summary>
    private void Begin(ICakeTaskInfo task)
    {
        annotationsBefore = annotations.Made;
        begun = null;
        if (log.Verbosity < Verbosity.Normal)
            return;
        if (task is CakeTask { Criterias: var criteria } && criteria.Any(one => one.CausedSkippingOfTask))
        {
            groups.Announce($"{task.Name} (skipped)");
            return;
        }

        begun = task.Name;
        groups.Begin($":cake: {task.Name}");
    }

    /// <summary>Shows why a task failed where its output is; Cake itself shows it at the very end only.</summary>
    private void End(ITaskTeardownContext task)
    {
        begun = null;
        if (task.ThrownException is not { } exception)
            return;
        failures.Add(new(task.Task.Name, exception.Message, HasAnnotation: annotations.Made > annotationsBefore));
        log.Error("{0}", exception.Message);
    }

    /// <summary>What failed and is no task, such as the setup, is said where it happened, too.</summary>
    private void EndBuild(ITeardownContext build)
    {
        if (build.Successful)
            return;
        isFailed = true;
        if (failures.Count > 0)
            return;
        failures.Add(new("Build", build.ThrownException.Message));
        log.Error("{0}", build.ThrownException.Message);
    }

    private static string Coloured(CakeReportEntry entry, string row) => entry.ExecutionStatus switch
    {
        CakeTaskExecutionStatus.Failed => $"\u001b[31m{row}\u001b[0m",
        CakeTaskExecutionStatus.Executed => row,
        _ => $"\u001b[90m{row}\u001b[0m",
    };
}
