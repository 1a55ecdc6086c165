using Build.Options;
using Build.Reporting;
using BuildkiteCi.Builds;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Default")]
[TaskDescription("Checks the catalogue, writes the pipeline that Buildkite would get, and shows it")]
[Option("build-kind", "KIND", "what the build is for; default: nightly, which runs everything")]
[Option("generations", "v6e,v7x", "the TPU generations to test on; default: all")]
[Option("output", "DIR", "where the pipeline is written; default: pipeline below the state folder")]
public sealed class DefaultTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var request = context.CompositionRequest(BuildKind.Nightly);
        var output = context.Options.Text("output") ?? Path.Combine(context.StateFolder, "pipeline");
        context.Options.Check();

        var composition = context.Report(context.Compose(request));
        context.Console.Write(PipelineTree.Of(composition, $"{request.Kind} build"));
        context.WriteUploads(composition, output);
    }
}
