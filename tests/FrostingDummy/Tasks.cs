using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;

namespace FrostingDummy;

/// <summary>Waits for the token.</summary>
public sealed class WaitTask(CancellationToken stopping) : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        Console.WriteLine("running");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        finally
        {
            Console.WriteLine("cleaned up");
        }
    }
}

/// <summary>Waits for a process, and looks at nothing else.</summary>
public sealed class ProcessTask : FrostingTask
{
    public override void Run(ICakeContext context)
    {
        using var process = context.StartAndReturnProcess(
            "sh",
            new ProcessSettings().WithArguments(arguments => arguments.Append("-c").AppendQuoted("echo running; exec sleep 600"))
        );
        process.WaitForExit();
        Console.WriteLine("the process has ended");
    }
}

/// <summary>Never ends.</summary>
public sealed class BlockTask : FrostingTask
{
    public override void Run(ICakeContext context)
    {
        Console.WriteLine("running");
        Thread.Sleep(Timeout.Infinite);
    }
}

/// <summary>Would go on with the next task, whatever happens.</summary>
[ContinueOnError]
public sealed class ForgivenTask(CancellationToken stopping) : AsyncFrostingTask
{
    public override Task RunAsync(ICakeContext context)
    {
        Console.WriteLine("running");
        return Task.Delay(Timeout.InfiniteTimeSpan, stopping);
    }
}

[IsDependentOn(typeof(ForgivenTask))]
public sealed class AfterForgivenTask : FrostingTask
{
    public override void Run(ICakeContext context) => Console.WriteLine("after");
}

public sealed class PassTask : FrostingTask
{
    public override void Run(ICakeContext context) => Console.WriteLine("running");
}
