using Build.Options;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("PublishMatrix")]
[TaskDescription("Writes the support matrices of this build: what works on which TPU")]
[Option("results", "buildkite|local", "whose results; default: those of the build that this run belongs to")]
[Option("output", "DIR", "where the matrices are written; default: support_matrices below the root")]
public sealed class PublishMatrixTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var implementation = context.Implementation();
        var output = context.Options.Text("output") ?? Path.Combine(context.Files.Root, "support_matrices");
        context.Options.Check();

        context.WriteMatrices(await context.ResultsAsync(implementation), output);
    }
}
