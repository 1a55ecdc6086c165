using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>Which benchmark is run.</summary>
internal static class BenchmarkPlans
{
    private const string Stage = "Benchmark";

    /// <summary>The case that the options name, a model's benchmark stage, or the one of the job that this runs in; null after wrong usage.</summary>
    public static BenchmarkJob? BenchmarkJob(this BuildContext context)
    {
        if (context.Options.Has("case-file") || context.Options.Has("case-name")) return CasePlan(context) is { } plan ? new BenchmarkJob(plan, null) : null;
        if (context.Options.Has("model-name") || JobEnvironment.IsOfAStage(context.Variables)) return StageJob(context);
        context.Options.Missing("model-name", "the model whose benchmark is run; or --case-file, or a file to judge; inside a job CI_TARGET says it");
        return null;
    }

    private static BenchmarkPlan? CasePlan(BuildContext context)
    {
        if ((context.Options.Has("case-file") ? context.File("case-file") : FileOfCase(context)) is not { } file) return null;
        var cases = context.Report(CaseFileReader.Parse(file, context.Settings.Fleet)).Cases;
        var name = context.Options.Text("case-name") ?? context.Variables.GetValueOrDefault("TARGET_CASE_NAME") ?? (cases.Length == 1 ? cases[0].Name : null);
        if (name is null) context.Options.Missing("case-name", $"'{file.Path}' holds {cases.Length} cases");
        if (name is null) return null;
        if (cases.FirstOrDefault(one => one.Name == name) is { } found) return context.Report(BenchmarkPlan.Of(found, MachineOf(context, found)));
        var names = cases.Select(one => one.Name).ToArray();
        context.Options.Wrong("case-name", $"'{file.Path}' holds no case '{name}'; {Spelling.Suggest(name, names, $"it holds {string.Join(", ", names)}")}");
        return null;
    }

    // A case's name is its own among all files.
    private static SourceFile? FileOfCase(BuildContext context)
    {
        var name = context.Options.Text("case-name") ?? "";
        var files = CaseCatalogue.Read(context.Files, context.Settings.Fleet).Value?.Files ?? [];
        if (files.FirstOrDefault(file => file.Cases.Any(one => one.Name == name)) is { } found) return new SourceFile(found.Path, context.Files.Read(found.Path) ?? "");
        context.Options.Wrong("case-name", $"no file below {CaseCatalogue.Home} holds a case '{name}'; {Spelling.Suggest(name, files.SelectMany(file => file.Cases).Select(one => one.Name), "name its file with --case-file")}");
        return null;
    }

    // The job's own queue, else the case's first one of the generation that is asked for.
    private static CaseMachine MachineOf(BuildContext context, BenchmarkCase one)
    {
        var fleet = context.Settings.Fleet;
        var machines = one.Queues.Select(queue => CaseMachine.OfQueue(queue.Name)).ToArray();
        var queue = context.Variables.GetValueOrDefault("ci_queue");
        var wanted = context.Options.Choice("tpu", fleet.Generations)?.TpuVersion;
        return machines.FirstOrDefault(machine => machine.Queue == queue) ?? machines.FirstOrDefault(machine => machine.TpuVersion == wanted) ?? machines[0];
    }

    private static BenchmarkJob? StageJob(BuildContext context)
    {
        var generations = context.Settings.Fleet.Generations;
        var version = context.Variables.GetValueOrDefault("CI_TPU_VERSION") ?? context.Variables.GetValueOrDefault("TPU_VERSION");
        var generation = context.Options.Choice("tpu", generations) ?? generations.FirstOrDefault(known => known.TpuVersion == version) ?? generations[0];
        var isNamed = context.Options.Has("model-name");
        if ((isNamed ? OfCatalogue(context, generation) : context.Report(JobEnvironment.Read(context.Variables, context.Settings.Folders))) is not { } stage) return null;
        var one = context.Report(StageCase.Of(stage.Environment, generation, SourceLocation.Of(isNamed ? $"the benchmark of {stage.Target}" : "environment")));
        return new BenchmarkJob(context.Report(BenchmarkPlan.Of(one, CaseMachine.OfQueue(one.Queues[0].Name))), stage);
    }

    private static StageJob? OfCatalogue(BuildContext context, Generation generation)
    {
        var name = context.Options.Text("model-name") ?? "";
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet));
        var jobs = catalogue.Files.Where(file => file.RunsOn(generation))
            .Select(file => file.For(generation, Variables.None).Value).OfType<ExpandedFile>()
            .SelectMany(file => CatalogueJobs.Of(file)).Where(job => job.Stage.Name == Stage).ToArray();
        if (Array.Find(jobs, job => job.Target.Text == name) is { } found) return found;
        context.Options.Wrong("model-name", $"the catalogue has no benchmark of '{name}' on {generation}; {Spelling.Suggest(name, jobs.Select(job => job.Target.Text), "add the model with AddModel")}");
        return null;
    }
}
