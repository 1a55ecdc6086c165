using Build.Tasks;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Sample;

[TaskName("Wheel")]
[TaskDescription("A task of this repository, behind one from the package")]
[IsDependentOn(typeof(PreviewTask))]
public sealed class WheelTask : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => context.Log.Information("a wheel for the channel {0}", context.Channel);
}
