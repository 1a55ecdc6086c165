using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Builds;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Testing;
using BuildkiteCi.World;
using Machine = BuildkiteCi.Benchmarks.Cases.Machine;

namespace Build;

/// <summary>Runs benchmarks from the command line or as a job's step.</summary>
internal static class Benchmarking
{
    private const string Stage = "Benchmark";

    /// <summary>The case that the options name, a model's benchmark stage, or the one of the job that this runs in.</summary>
    public static BenchmarkPlan? BenchmarkPlan(this BuildContext context)
    {
        if (context.Options.Has("case-file")) return CasePlan(context);
        if (context.Options.Has("model-name") || JobEnvironment.IsOfAStage(context.Variables)) return StagePlan(context);
        context.Options.Missing("model-name", "the model whose benchmark is run; or --case-file, or a file to judge; inside a job CI_TARGET says it");
        return null;
    }

    /// <summary>The history of <c>--history</c>, else the one in the state folder.</summary>
    public static RunHistory? History(this BuildContext context)
    {
        var (address, problem) = HistoryAddress.Parse(context.Options.Text("history") ?? Path.Combine(context.StateFolder, "benchmarks.db"));
        if (problem is not null) context.Options.Wrong("history", problem);
        return address is null ? null : new RunHistory(address);
    }

    /// <summary>Runs, judges, keeps and reports; the judgement's status.</summary>
    public static async Task<Status> RunAsync(this BuildContext context, BenchmarkPlan plan, RunHistory history)
    {
        var started = context.Time.GetUtcNow();
        var identity = RunIdentity.Of(context.Variables, started, Environment.MachineName) with { CommitTime = await CommitTimeAsync(context) };
        using var folder = new RunFolder(Path.Combine(context.StateFolder, "benchmarks", $"{started.UtcDateTime:yyyyMMdd'T'HHmmss}-{Environment.ProcessId}"));
        using var health = new HttpHealthCheck();
        var world = new BenchmarkWorld(context.Processes, health, folder, new ConsoleStageLog(context), context.Time);
        var outcome = await new BenchmarkRunner(world, BenchmarkSettings.BuiltIn, Environment.ProcessId).RunAsync(plan, container: null, context.Stopping);

        var run = RunRecord.Of(plan, outcome, identity, started);
        var (compared, problem) = await new RunKeeper(history, folder).KeepAsync(run, context.Stopping);
        if (problem is not null) Console.Error.WriteLine(problem);
        foreach (var (metric, comparison) in compared)
            context.Say($"{metric}: {BuildkiteCi.Benchmarks.Changes.ChangeVerdicts.Word(comparison.Verdict)}{(comparison.Baseline is null ? "" : $" ({comparison.Relative * 100:+0.0;-0.0} % against {comparison.Baseline.Count} runs)")}");
        await PublishAsync(context, folder, RunAnnotation.Of(run, outcome.Judgement, compared), outcome.Judgement.Status);
        await TellMatrixAsync(context, plan, outcome.Judgement.ForMatrix(Stage));
        context.Say($"{plan.Case.Name} on {plan.Machine.Device}: {outcome.Judgement.Status.Text}, {outcome.Judgement.Reason}");
        return outcome.Judgement.Status;
    }

    // The run is in the history by now: what cannot be shown is no reason to lose it.
    private static async Task PublishAsync(BuildContext context, RunFolder folder, Annotation annotation, Status status)
    {
        try
        {
            await context.Build.AnnotateAsync(annotation, context.Stopping);
            if (status == Status.Untested && context.Variables.GetValueOrDefault("BUILDKITE_STEP_KEY") is { Length: > 0 } key)
                await context.Build.SetMetaDataAsync(key, StageRunner.Unverified, context.Stopping);
            foreach (var file in folder.Files())
            {
                var path = Path.GetRelativePath(context.Files.Root, Path.Combine(folder.Path, file)).Replace('\\', '/');
                if (!path.StartsWith("../", StringComparison.Ordinal)) await context.Build.UploadArtifactAsync(path, context.Stopping);
            }
        }
        catch (BuildException failure)
        {
            Console.Error.WriteLine($"not everything could be shown on the build's page: {failure.Message}");
        }
    }

    // The matrix shows what a model's benchmark measured beside what was asked for; a case is no row of it.
    private static async Task TellMatrixAsync(BuildContext context, BenchmarkPlan plan, StageResult result)
    {
        var generation = context.Settings.Fleet.Generations.FirstOrDefault(one => one.TpuVersion == plan.Machine.TpuVersion);
        var subject = context.Options.Text("model-name") ?? context.Variables.GetValueOrDefault("CI_TARGET");
        if (context.Options.Has("case-file") || generation is null || subject is null || result.Measurements.IsEmpty) return;
        try
        {
            await context.Build.SetMetaDataAsync(ResultKeys.Measurements(generation, subject, Stage), MeasurementText.Write(result.Measurements), context.Stopping);
        }
        catch (BuildException failure)
        {
            Console.Error.WriteLine($"the matrix will not show what was measured: {failure.Message}");
        }
    }

    private static BenchmarkPlan? CasePlan(BuildContext context)
    {
        if (context.File("case-file") is not { } file) return null;
        var cases = context.Report(CaseFileReader.Parse(file, context.Settings.Fleet)).Cases;
        var name = context.Options.Text("case-name") ?? context.Variables.GetValueOrDefault("TARGET_CASE_NAME") ?? (cases.Length == 1 ? cases[0].Name : null);
        if (name is null) context.Options.Missing("case-name", $"'{file.Path}' holds {cases.Length} cases");
        if (name is null) return null;
        if (cases.FirstOrDefault(one => one.Name == name) is { } found) return context.Report(BuildkiteCi.Benchmarks.Running.BenchmarkPlan.Of(found, MachineOf(context, found)));
        var names = cases.Select(one => one.Name).ToArray();
        context.Options.Wrong("case-name", $"'{file.Path}' holds no case '{name}'; {Spelling.Suggest(name, names, $"it holds {string.Join(", ", names)}")}");
        return null;
    }

    // The job's own queue, else the case's first one of the generation that is asked for.
    private static Machine MachineOf(BuildContext context, BenchmarkCase one)
    {
        var fleet = context.Settings.Fleet;
        var machines = one.Queues.Select(queue => Machine.OfQueue(queue.Name)).ToArray();
        var queue = context.Variables.GetValueOrDefault("ci_queue");
        var wanted = context.Options.Choice("tpu", fleet.Generations)?.TpuVersion;
        return machines.FirstOrDefault(machine => machine.Queue == queue) ?? machines.FirstOrDefault(machine => machine.TpuVersion == wanted) ?? machines[0];
    }

    private static BenchmarkPlan? StagePlan(BuildContext context)
    {
        var generations = context.Settings.Fleet.Generations;
        var version = context.Variables.GetValueOrDefault("CI_TPU_VERSION") ?? context.Variables.GetValueOrDefault("TPU_VERSION");
        var generation = context.Options.Choice("tpu", generations) ?? generations.FirstOrDefault(known => known.TpuVersion == version) ?? generations[0];
        var (variables, mark) = context.Options.Has("model-name") ? OfCatalogue(context, generation) : (context.Variables, Mark.Of("environment"));
        if (variables is null) return null;
        var one = context.Report(StageCase.Of(variables, generation, mark));
        return context.Report(BuildkiteCi.Benchmarks.Running.BenchmarkPlan.Of(one, Machine.OfQueue(one.Queues[0].Name)));
    }

    private static (IReadOnlyDictionary<string, string>?, Mark) OfCatalogue(BuildContext context, Generation generation)
    {
        var name = context.Options.Text("model-name") ?? "";
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet));
        var jobs = catalogue.Files.Where(file => file.RunsOn(generation))
            .Select(file => file.For(generation, Variables.None).Value).OfType<ExpandedFile>()
            .SelectMany(file => CatalogueJobs.Of(file).Select(job => (File: file, Job: job))).Where(pair => pair.Job.Stage.Name == Stage).ToArray();
        if (jobs.FirstOrDefault(pair => pair.Job.Target.Text == name) is { Job: { } found }) return (found.Environment, Mark.Of($"the benchmark of {name}"));
        context.Options.Wrong("model-name", $"the catalogue has no benchmark of '{name}' on {generation}; {Spelling.Suggest(name, jobs.Select(pair => pair.Job.Target.Text), "add the model with AddModel")}");
        return (null, default);
    }

    // What orders a series; a checkout without history, or none, has only the time of the run.
    private static async Task<DateTimeOffset?> CommitTimeAsync(BuildContext context)
    {
        var exit = await context.Processes.RunAsync(CommandLine.Of("git", "show", "--no-patch", "--format=%cI", "HEAD") with { Folder = context.Files.Root, Timeout = TimeSpan.FromSeconds(10) }, null, context.Stopping);
        return exit.Succeeded && DateTimeOffset.TryParse(exit.Output.Trim(), out var time) ? time : null;
    }
}
