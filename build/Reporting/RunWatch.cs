using BuildkiteCi.LocalBuilds.Running;

namespace Build.Reporting;

/// <summary>Watches a run: live on a terminal, as plain lines elsewhere.</summary>
internal abstract class RunWatch : IRunView, IAsyncDisposable
{
    /// <summary>Whether only the end of each job was shown, and not its lines.</summary>
    public abstract bool IsLive { get; }

    /// <summary>The watch that fits the console.</summary>
    public static RunWatch Of(BuildContext context) =>
        context.Console.Profile is { Out.IsTerminal: true, Capabilities.Ansi: true } && !context.OnBuildkite ? new LiveRunWatch(context.Console, context.Time) : new PlainRunWatch(context);

    public abstract void Show(RunEvent happened);

    /// <summary>Leaves the console to somebody else until the next event.</summary>
    public abstract Task PauseAsync();

    public async ValueTask DisposeAsync() => await PauseAsync();
}
