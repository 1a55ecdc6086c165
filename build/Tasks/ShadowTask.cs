using Build.Options;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Shadow")]
[CleansUp]
[TaskDescription("Composes this build beside the one that the present bootstrap uploads, and shows on the build's page what would differ")]
[Option("script", "FILE", "the script that uploaded this build")]
[Option(
    "pipeline",
    "NAME",
    "compose a pipeline of Buildkite that has its own files (other_pipelines in ci.yml); default: decided by the slug"
)]
public sealed class ShadowTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var script = context.Options.Required("script", "the script that uploaded this build");
        var wanted = context.WantedDifferences();
        context.Options.Check();
        await context.ShadowAsync(script, wanted);
    }
}
