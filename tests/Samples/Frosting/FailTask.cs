using Cake.Core;
using Cake.Frosting;

namespace Sample;

[TaskName("Fail")]
[IsDependentOn(typeof(DefaultTask))]
public sealed class FailTask : FrostingTask<ICakeContext>
{
    public override void Run(ICakeContext context) => throw new CakeException("2 of 12 tests failed");
}
