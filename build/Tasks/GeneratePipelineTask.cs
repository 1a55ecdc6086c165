using Build.Options;
using Build.Reporting;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("GeneratePipeline")]
[TaskDescription("Decides what this build is for, composes its pipeline and uploads it")]
[Option("build-kind", "KIND", "nightly, integration, pull-request, post-merge, benchmark, kernel-tuning or other; default: decided by the build's environment")]
[Option("generations", "v6e,v7x", "the TPU generations to test on; default: all")]
[Option("output", "DIR", "write the uploads and the meta-data into this folder; no build is touched")]
public sealed class GeneratePipelineTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var request = context.CompositionRequest();
        var output = context.Options.Text("output");
        context.Options.Check();

        var composition = context.Report(context.Compose(request));
        context.Console.Write(PipelineTree.Of(composition, $"{request.Kind} build"));
        if (output is not null) context.WriteUploads(composition, output);
        else await context.UploadAsync(composition);
    }
}
