using System.Collections.Immutable;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Agent;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace Build.Wiring;

/// <summary>Running a build on this machine: options in, a run, its result out.</summary>
internal static class LocalRuns
{
    private const int MostJobs = 1000;

    /// <summary>The options that say how a build is run.</summary>
    public static RunSettings RunSettings(this BuildContext context)
    {
        var options = context.Options;
        return new RunSettings
        {
            JobsAtOnce = (int)(options.Number("jobs", 1, MostJobs, "number of jobs") ?? Environment.ProcessorCount),
            Filter = new RunFilter { Queues = options.Has("queues") ? options.Names("queues") : null, Only = options.Has("only") ? options.Names("only") : null },
            KeepsGoing = options.Switch("keep-going"),
            Continues = options.Switch("continue"),
            Inherited = context.Variables.ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>The pipelines that the options name; none: what the local build holds is run.</summary>
    public static async Task<ImmutableArray<Upload>> UploadsToRunAsync(this BuildContext context, RunSettings settings)
    {
        if (context.Options.Has("file"))
        {
            if (settings.Continues) context.Options.Wrong("continue", "takes up the build that is there, so --file has no place beside it");
            return Read(context, context.Files("file"));
        }

        if ((await context.LocalBuild.UploadsAsync(context.Stopping)).IsEmpty)
            context.Options.Wrong($"the local build in {context.StateFolder} holds no pipeline; compose one with --target=GeneratePipeline --build=local, or name files with --file");
        return [];
    }

    /// <summary>Runs the build that the uploads make, or that is there.</summary>
    public static async Task<Diagnosed<RunResult>> RunAsync(
        this BuildContext context, RunSettings settings, ImmutableArray<Upload> uploads, RunWatch view, IReadOnlyDictionary<string, string> answers)
    {
        var build = context.LocalBuild;
        if (!uploads.IsEmpty)
        {
            await build.BeginAsync(context.Stopping);
            foreach (var upload in uploads) await build.UploadAsync(upload, context.Stopping);
        }

        var variables = await BuildVariables.ReadAsync(build, context.Files.Root, context.Processes, context.Variables, context.Stopping);
        var world = new RunDependencies(build, context.Files.Root, context.Processes, StandIn, view, new ConsoleQuestions(context, view, new GivenAnswers(answers)), context.Time);
        return await PipelineRun.RunAsync(world, settings with { BuildVariables = variables }, context.Stopping);
    }

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

    // As 'pipeline upload' reads several files: what one sets in its env, the next ones see.
    private static ImmutableArray<Upload> Read(BuildContext context, ImmutableArray<SourceFile> files)
    {
        var uploads = ImmutableArray.CreateBuilder<Upload>();
        var variables = context.Options.Switch("no-interpolation") ? null : BuildkiteCi.Composing.BuildVariables.WithoutSecrets(context.Variables, context.Settings.Composing.SecretVariables);
        foreach (var file in files)
        {
            var read = Preview.Of(file, variables);
            context.Show(read.Diagnostics);
            if (read.Value is { } document)
            {
                uploads.Add(new Upload(file.Path, document.ToYaml()));
                variables = variables?.With(document.Variables);
            }
            else
            {
                context.Options.Wrong("file", $"Buildkite's agent would refuse '{file.Path}'; see above");
            }
        }

        return uploads.ToImmutable();
    }
}
