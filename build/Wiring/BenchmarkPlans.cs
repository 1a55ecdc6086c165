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
    /// <summary>The case that the options name, a model's benchmark stage, or the one of the job that this runs in; null after wrong
    /// usage.</summary>
    public static BenchmarkJob? BenchmarkJob(this BuildContext context)
    {
        if (context.Options.Has("case-file") || context.Options.Has("case-name"))
            return CasePlan(context) is { } plan ? new BenchmarkJob(plan, null) : null;
        if (context.Options.Has("model-name") || JobEnvironment.IsOfAStage(context.Variables)) return StageJob(context);
        context.Options.Missing(
            "model-name",
            "the model whose benchmark is run; or --case-file, or a file to judge; inside a job CI_TARGET names it"
        );
        return null;
    }

    private static BenchmarkPlan? CasePlan(BuildContext context)
    {
        if ((context.Options.Has("case-file") ? context.File("case-file") : FileOfCase(context)) is not { } file) return null;
        var cases = context.Report(CaseFileReader.Parse(file, context.Settings.Fleet)).Cases;
        var name =
            context.Options.Text("case-name")
            ?? context.Variables.GetValueOrDefault("TARGET_CASE_NAME")
            ?? (cases.Length == 1 ? cases[0].Name : null);
        if (name is null) context.Options.Missing("case-name", $"'{file.Path}' holds {cases.Length} cases");
        if (name is null) return null;
        if (cases.FirstOrDefault(one => one.Name == name) is { } found) return MachineOf(context, found) is { } machine
            ? context.Report(BenchmarkPlan.Of(found, machine)) with { AccuracyTolerance = context.Settings.Testing.AccuracyTolerance }
            : null;
        var names = cases.Select(one => one.Name).ToArray();
        context.Options.Wrong(
            "case-name",
            $"'{file.Path}' holds no case '{name}'; {Spelling.Suggest(name, names, $"it holds {string.Join(", ", names)}")}"
        );
        return null;
    }

    // A case's name is its own among all files.
    private static SourceFile? FileOfCase(BuildContext context)
    {
        var name = context.Options.Text("case-name") ?? "";
        var files = CaseCatalogue.Read(context.Files, context.Settings.Fleet).Value?.Files ?? [];
        if (files.FirstOrDefault(file => file.Cases.Any(one => one.Name == name)) is { } found)
            return new SourceFile(found.Path, context.Files.Read(found.Path) ?? "");
        context.Options.Wrong(
            "case-name",
            $"no file below {CaseCatalogue.Home} holds a case '{name}'; "
                + Spelling.Suggest(name, files.SelectMany(file => file.Cases).Select(one => one.Name), "name its file with --case-file")
        );
        return null;
    }

    // The job's own queue, else the case's first one of the generation that is asked for, else its first. A case that has none of it is
    // refused:
    // its numbers would be kept as another machine's.
    private static CaseMachine? MachineOf(BuildContext context, BenchmarkCase one)
    {
        var queues = one.Queues.Select(queue => queue.Name).ToArray();
        if (context.Variables.GetValueOrDefault("ci_queue") is { Length: > 0 } queue)
        {
            if (one.Queues.FirstOrDefault(known => known.Name == queue) is { } own) return own.Machine;
            context.Options.Wrong($"ci_queue is '{queue}', which is no queue of the case '{one.Name}'; it has {string.Join(", ", queues)}");
            return null;
        }

        if (context.RequestedGeneration() is not { } wanted) return one.Queues[0].Machine;
        if (
            one.Queues.FirstOrDefault(known =>
                known.Machine.TpuVersion == wanted.TpuVersion && context.Settings.Fleet.MachinesOf(known.Name) is not null
            ) is
            { } fitting
        )
            return fitting.Machine;
        context.Options.Wrong($"the case '{one.Name}' runs on no queue of {wanted}; it has {string.Join(", ", queues)}");
        return null;
    }

    /// <summary>The case or the model's benchmark stage that a series is of, on its device; null where the repository has neither any
    /// more.</summary>
    public static BenchmarkPlan? PlanOf(this BuildContext context, string caseName, string device)
    {
        var (fleet, tolerance) = (context.Settings.Fleet, context.Settings.Testing.AccuracyTolerance);
        var files =
            context.Options.Has("case-file") && context.File("case-file") is { } named
                ? [context.Report(CaseFileReader.Parse(named, fleet))]
                : CaseCatalogue.Read(context.Files, fleet).Value?.Files ?? [];
        var queues = files
            .SelectMany(file => file.Cases)
            .Where(one => one.Name == caseName)
            .SelectMany(one => one.Queues.Select(queue => (Case: one, queue.Machine)));
        var stages = queues.Any()
            ? []
            : from generation in fleet.Generations
              from stage in StagesOf(context, generation)
              where stage.Target.Text == caseName
              let one = context.Report(StageCase.Of(stage.Environment, generation, SourceLocation.Of($"the benchmark of {stage.Target}")))
              from queue in one.Queues
              select (Case: one, queue.Machine);
        var (found, machine) = queues.Concat(stages).FirstOrDefault(pair => pair.Machine.Device == device);
        return found is null ? null : context.Report(BenchmarkPlan.Of(found, machine)) with { AccuracyTolerance = tolerance };
    }

    private static BenchmarkJob? StageJob(BuildContext context)
    {
        var generation = context.RequestedGeneration() ?? context.Settings.Fleet.Generations[0];
        context.Options.Check();
        var isNamed = context.Options.Has("model-name");
        if (
            (isNamed ? OfCatalogue(context, generation) : context.Report(JobEnvironment.Read(context.Variables, context.Settings.Folders)))
            is not { } stage
        )
            return null;
        var one = context.Report(
            StageCase.Of(stage.Environment, generation, SourceLocation.Of(isNamed ? $"the benchmark of {stage.Target}" : "environment"))
        );
        var plan = context.Report(BenchmarkPlan.Of(one, one.Queues[0].Machine));
        return new BenchmarkJob(plan with { AccuracyTolerance = context.Settings.Testing.AccuracyTolerance }, stage);
    }

    private static StageJob? OfCatalogue(BuildContext context, Generation generation)
    {
        var name = context.Options.Text("model-name") ?? "";
        var jobs = StagesOf(context, generation);
        if (Array.Find(jobs, job => job.Target.Text == name) is { } found) return found;
        context.Options.Wrong(
            "model-name",
            $"the catalogue has no benchmark of '{name}' on {generation}; "
                + $"{Spelling.Suggest(name, jobs.Select(job => job.Target.Text), "add the model with AddModel")}"
        );
        return null;
    }

    private static StageJob[] StagesOf(BuildContext context, Generation generation)
    {
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet));
        return [.. catalogue.Files.Where(file => file.RunsOn(generation))
            .Select(file => file.For(generation, Variables.None).Value).OfType<ExpandedFile>()
            .SelectMany(file => CatalogueJobs.Of(file)).Where(job => job.Stage.Role == StageRole.Benchmark)];
    }
}

/// <summary>A benchmark that is asked for.</summary>
/// <param name="Plan">What is run.</param>
/// <param name="Stage">The catalogue's stage that it is; null for a case, which is no row of the matrix.</param>
internal sealed record BenchmarkJob(BenchmarkPlan Plan, StageJob? Stage);
