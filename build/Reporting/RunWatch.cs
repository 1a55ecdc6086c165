using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Watching;

namespace Build.Reporting;

/// <summary>Watches a run: live on a terminal, as plain lines elsewhere, as events for programs.</summary>
internal abstract class RunWatch : IRunView, IAsyncDisposable
{
    /// <summary>The state of the run.</summary>
    protected RunBoard Board { get; } = new();

    /// <summary>The watch that fits the console.</summary>
    /// <param name="context">The run.</param>
    /// <param name="asJson">Whether a program reads along.</param>
    public static async Task<RunWatch> OfAsync(BuildContext context, bool asJson)
    {
        if (asJson) return new JsonRunWatch(context);
        if (context.OnBuildkite || context.Console.Profile is not { Out.IsTerminal: true, Capabilities.Ansi: true })
            return new PlainRunWatch(context);
        return new LiveRunWatch(context.Console, context.Time)
        {
            StateFolder = BuildContext.Shown(context.StateFolder),
            LastSpans = await context.LocalBuild.Jobs.LastSpansAsync(context.Stopping),
        };
    }

    public abstract void Show(RunEvent happened);

    /// <summary>Leaves the console to somebody else until the next event.</summary>
    public abstract Task PauseAsync();

    /// <summary>Leaves the console for good.</summary>
    public virtual Task FinishAsync() => PauseAsync();

    /// <summary>Shows the result of the run.</summary>
    public abstract void Summarize(RunResult result);

    public async ValueTask DisposeAsync() => await PauseAsync();
}
