using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.LocalBuilds.Store;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("GeneratePipeline")]
[TaskDescription("Decides what this build is for, composes its pipeline and uploads it")]
[Option(
    "build-kind",
    "KIND",
    "nightly, integration, pull-request, post-merge, benchmark, kernel-tuning or other; default: decided by the build's environment"
)]
[Option(
    "pipeline",
    "NAME",
    "compose a pipeline of Buildkite that has its own files (other_pipelines in ci.yml); default: decided by the slug"
)]
[Option("generations", OptionValue.Generations, "the TPU generations to test on; default: all")]
[Option("only", "a,b", "only these subjects, files or folders of the catalogue, whatever the build is for, with the steps they depend on")]
[Option(
    "collect",
    "true|false",
    "leave out record steps and steps whose result is known; default: true, for older files only where ci.yml sets 'collect'"
)]
[Option("max-jobs-per-upload", "NUMBER", "jobs that one upload may hold, 1 to 500; default: as in ci.yml")]
[Option("output", "DIR", "write the uploads and the meta-data into this folder; no build is touched")]
[Option("explain", "", "list every step with the reason why it is in or out")]
public sealed class GeneratePipelineTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        var (settings, only) = (context.CompositionSettings(), options.Names("only"));
        var (collects, output, explains) = (
            options.Choice("collect", [("true", true), ("false", false)]),
            options.Text("output"),
            options.Switch("explain")
        );
        var identity = await context.ReportAsync(context.Identity(fallback: null), onPage: output is null);
        var generations = context.Generations(context.Variables, identity.Kind);
        options.Check();

        var facts = await context.ReportAsync(await context.FactsAsync(identity), onPage: output is null);
        if (!facts.Gate.IsOpen || identity.PullRequest is not null) context.Say($"{identity.Occasion} build: {facts.Gate.Reason}");
        if (facts.Gate.IsRefusal) throw new CakeException(1, $"{facts.Gate.Reason}; it is built once it has the label");
        if (!facts.Gate.IsOpen) return;

        var request = new CompositionRequest(facts, generations.Generations, settings)
        {
            OnlyGeneration = generations.OnlyGeneration,
            Only = only,
            Collects = collects,
            Queues = context.Settings.Fleet.Queues,
            Environment = context.Variables.ToImmutableDictionary(StringComparer.Ordinal),
            IsLocal = output is null && context.Build is LocalBuild,
        };
        var composition = await context.ReportAsync(
            await context.JudgeChangeAsync(context.Compose(request), facts, onPage: output is null),
            onPage: output is null
        );
        context.Show(composition, identity, explains);
        if (output is not null) context.WriteUploads(composition, output);
        else await context.UploadAsync(composition, request);
    }
}
