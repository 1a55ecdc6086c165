using Build;
using Cake.Core;

namespace Sample;

public sealed class SampleContext(ICakeContext context, Interruption interruption) : BuildContext(context, interruption)
{
    public string Channel => Environment.GetEnvironmentVariable("CHANNEL") ?? "stable";
}
