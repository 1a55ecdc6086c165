using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Agent;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using Cake.Core;

namespace Build.Wiring;

/// <summary>Running a build on this machine: options in, a run, its result out.</summary>
internal static class LocalRuns
{
    private const int MostJobs = 1000;

    // How long jobs have to clean up that a killed run has left.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly ImmutableArray<string> Parts = ["rerun", "from", "until"];

    /// <summary>The options that say how a build is run.</summary>
    public static RunSettings RunSettings(this BuildContext context)
    {
        var options = context.Options;
        return new RunSettings
        {
            JobsAtOnce = (int)(options.Number("jobs", 1, MostJobs, "number of jobs") ?? Environment.ProcessorCount),
            Filter = new RunFilter
            {
                Queues = options.Has("queues") ? options.Names("queues") : null,
                Only = options.Has("only") ? options.Names("only") : null,
            },
            Scope = new RunScope
            {
                Rerun = [.. options.Names("rerun").Select(name => Key(context, "rerun", name)).OfType<StepKey>()],
                From = Key(context, "from"),
                Until = Key(context, "until"),
            },
            KeepsGoing = options.Switch("keep-going"),
            Continues = options.Switch("continue"),
            Inherited = WithRunner(context),
        };
    }

    // The jobs start targets of this build themselves; the variable reaches them where an option cannot.
    private static ImmutableDictionary<string, string> WithRunner(BuildContext context)
    {
        var inherited = context.Variables.ToImmutableDictionary(StringComparer.Ordinal);
        return context.Runner() is { } isContainer
            ? inherited.SetItem(Containers.RunnerVariable, isContainer ? "docker" : "host")
            : inherited;
    }

    /// <summary>The pipelines that the options name, or the usual pipeline file of a repository without ci.yml; none: what the local build
    /// holds is run.</summary>
    public static async Task<ImmutableArray<Upload>> UploadsToRunAsync(this BuildContext context, RunSettings settings)
    {
        var options = context.Options;
        if (Parts.Count(options.Has) > 1)
            options.Wrong($"--{string.Join(" and --", Parts.Where(options.Has))} exclude each other; give one of them");
        if (options.Has("file"))
        {
            if (settings.Continues) options.Wrong("continue", "resumes the build that is there, so it excludes --file");
            if (settings.Scope.ReplaysSteps)
                options.Wrong(options.Has("from") ? "from" : "rerun", "resumes the build that is there, so it excludes --file");
            return Read(context, context.Files("file"));
        }

        var held = Directory.Exists(context.StateFolder)
            ? (await context.LocalBuild.UploadsAsync(context.Stopping)).FirstOrDefault()?.Name
            : null;
        var usual =
            settings.Continues
            || settings.Scope.ReplaysSteps
            || context.Files.Read(CiFile) is not null
            || held is not null && context.Files.Read(held) is null
                ? []
                : context.UsualPipeline();

        // The file is run as it is now, not as the last run of it has left it in the state folder.
        if (!usual.IsEmpty && (held is null || usual.Any(file => file.Path == held))) return Read(context, usual);
        if (held is not null) return [];
        options.Wrong(
            $"the local build in {context.StateFolder} holds no pipeline; compose one with --target=GeneratePipeline --build=local, or "
                + "name files with --file"
        );
        return [];
    }

    /// <summary>Takes the right to write in the state folder, before anything is written there.</summary>
    /// <exception cref="CakeException">Another process has it: exit status 1.</exception>
    public static async Task<StateLock> HoldStateAsync(this BuildContext context, string what)
    {
        try
        {
            return await context.LocalBuild.HoldAsync(what, Grace, context.Stopping);
        }
        catch (BuildException busy)
        {
            throw new CakeException(1, busy.Message, busy);
        }
    }

    /// <summary>
    /// Keeps everybody from beginning another build in the state folder while a target adds to the one that is there; several may. Null
    /// where the build is Buildkite's, or served by RunPipeline, which holds the folder.
    /// </summary>
    /// <exception cref="CakeException">A build is being composed or run there: exit status 1.</exception>
    public static StateLock? ShareState(this BuildContext context, string what)
    {
        if (context.OnBuildkite) return null;
        try
        {
            return StateLock.Share(context.StateFolder, what, context.Time.GetUtcNow());
        }
        catch (BuildException busy)
        {
            throw new CakeException(1, busy.Message, busy);
        }
    }

    /// <summary>Runs the build that the uploads make, or that is there.</summary>
    public static async Task<Diagnosed<RunResult>> RunAsync(
        this BuildContext context,
        RunSettings settings,
        ImmutableArray<Upload> uploads,
        StateLock held,
        RunWatch view,
        IReadOnlyDictionary<string, string> answers
    )
    {
        await CheckKeysAsync(context, settings, uploads);
        await BeginAsync(context, uploads, held);
        return await PipelineRun.RunAsync(
            Dependencies(context, view, answers),
            await WithVariablesAsync(context, settings),
            held,
            context.Stopping
        );
    }

    /// <summary>What running it would do.</summary>
    public static async Task<Diagnosed<RunForecast>> ForecastAsync(
        this BuildContext context,
        RunSettings settings,
        ImmutableArray<Upload> uploads
    )
    {
        await CheckKeysAsync(context, settings, uploads);
        using var scratch = uploads.IsEmpty ? null : new BuildkiteCi.Machine.ScratchFolder();
        var build = scratch is null ? context.LocalBuild : new LocalBuild(scratch.Path, context.Files, context.Time);
        foreach (var upload in uploads) await build.UploadAsync(upload, context.Stopping);
        await using var view = new PlainRunWatch(context);
        var world = Dependencies(context, view, ImmutableDictionary<string, string>.Empty) with { Build = build };
        var variables = await LocalVariables.ReadAsync(build, context.Files.Root, context.Processes, context.Variables, context.Stopping);
        return await PipelineRun.ForecastAsync(world, settings with { BuildVariables = variables }, context.Stopping);
    }

    private static async Task BeginAsync(BuildContext context, ImmutableArray<Upload> uploads, StateLock held)
    {
        if (uploads.IsEmpty) return;
        await context.LocalBuild.BeginAsync(held, context.Stopping);
        foreach (var upload in uploads) await context.LocalBuild.UploadAsync(upload, context.Stopping);
    }

    // A misspelt key would choose nothing, or everything. Keys that jobs upload are known once the build has run.
    private static async Task CheckKeysAsync(BuildContext context, RunSettings settings, ImmutableArray<Upload> uploads)
    {
        if (!settings.Scope.Keys.Any()) return;
        var earlier = uploads.IsEmpty ? await context.LocalBuild.Steps.AllAsync(context.Stopping) : [];
        var documents = (uploads.IsEmpty ? await context.LocalBuild.UploadsAsync(context.Stopping) : uploads)
            .Select(upload => PipelineDocument.Read(new SourceFile(upload.Name, upload.Yaml)).Value).OfType<PipelineDocument>();
        var known = earlier
            .Select(step => step.Key?.Text)
            .Concat(documents.SelectMany(document => document.AllSteps).Select(step => step.Key?.Canonical))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var key in settings.Scope.Keys.Where(key => !known.Contains(key.Text)))
            context.Options.Wrong($"no step of the build has key '{key}'; {Spelling.Suggest(key.Text, known, "--list shows the keys")}");
        context.Options.Check();
    }

    private static async Task<RunSettings> WithVariablesAsync(BuildContext context, RunSettings settings) =>
        settings with
        {
            BuildVariables = await LocalVariables.ReadAsync(
                context.LocalBuild,
                context.Files.Root,
                context.Processes,
                context.Variables,
                context.Stopping
            ),
        };

    private static RunDependencies Dependencies(BuildContext context, RunWatch view, IReadOnlyDictionary<string, string> answers) =>
        new(
            context.LocalBuild,
            context.Files.Root,
            context.Processes,
            StandIn,
            view,
            new ConsoleQuestions(context, view, new GivenAnswers(answers)),
            context.Time
        );

    private static StepKey? Key(BuildContext context, string option) =>
        context.Options.Text(option) is { } text ? Key(context, option, text) : null;

    private static StepKey? Key(BuildContext context, string option, string text)
    {
        if (StepKey.Parse(text) is { } key) return key;
        context.Options.Wrong(option, $"'{text}' is no key of a step; --list shows the keys");
        return null;
    }

    private const string CiFile = ".buildkite/ci.yml";

    // This very program, started as it was: by dotnet, or by itself.
    private static CommandLine StandIn
    {
        get
        {
            var host = Environment.ProcessPath ?? "dotnet";
            var program = Path.Combine(AppContext.BaseDirectory, $"{typeof(LocalRuns).Assembly.GetName().Name}.dll");
            return Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
                ? CommandLine.Of(host, program, AgentStandIn.Word)
                : CommandLine.Of(host, AgentStandIn.Word);
        }
    }

    // As 'pipeline upload' reads several files; a refusal is the agent's, with its exit status.
    private static ImmutableArray<Upload> Read(BuildContext context, ImmutableArray<SourceFile> files)
    {
        var (documents, refused) = context.ReadPipelines(
            files,
            context.Options.Switch("no-interpolation") ? null : context.PipelineVariables(generation: null)
        );
        PipelineInputs.StopWhereRefused(refused);
        return
        [
            .. documents
                .GroupBy(document => document.Path)
                .SelectMany(file =>
                    file.Select(
                        (document, index) => new Upload(index == 0 ? file.Key : $"{file.Key} (document {index + 1})", document.ToYaml())
                    )
                ),
        ];
    }
}
