using Cake.Buildkite;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Sample;

[TaskName("Default")]
[IsDependentOn(typeof(VersionTask))]
public sealed class DefaultTask : AsyncFrostingTask<ICakeContext>
{
    public override async Task RunAsync(ICakeContext context)
    {
        context.Log.Warning("1 test is slow");
        if (!context.Buildkite().IsRunningOnBuildkite)
            return;

        await using (await context.Buildkite().Agent.Locks.HoldAsync("gpu", CancellationToken.None))
            context.Log.Information("running alone");
        await context.BuildkitePipelineUploadObjectAsync(
            new { steps = new[] { new { command = "make deploy" } } },
            null,
            CancellationToken.None
        );
    }
}
