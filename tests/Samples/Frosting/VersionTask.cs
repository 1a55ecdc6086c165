using Cake.Buildkite;
using Cake.Core;
using Cake.Frosting;

namespace Sample;

[TaskName("Version")]
[TaskDescription("Tells all jobs of the build its version")]
public sealed class VersionTask : AsyncFrostingTask<ICakeContext>
{
    public override bool ShouldRun(ICakeContext context) => context.Buildkite().IsRunningOnBuildkite;

    public override async Task RunAsync(ICakeContext context)
    {
        var agent = context.Buildkite().Agent;
        await agent.MetaData.SetAsync("version", "1.4.0", CancellationToken.None);
        var channel = await agent.MetaData.GetOrAsync("channel", "stable", CancellationToken.None);
        var names = new Dictionary<string, string>
        {
            ["channel"] = channel,
            ["number"] = $"{context.Buildkite().Environment.Build.Number}",
        };
        await agent.MetaData.SetAllAsync(names, CancellationToken.None);
    }
}
