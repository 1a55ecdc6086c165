using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Watching;

namespace Build.Reporting;

/// <summary>Watches a run for another program: one event a line, as JSON.</summary>
internal sealed class JsonRunWatch(BuildContext context) : RunWatch
{
    public override void Show(RunEvent happened)
    {
        Board.Show(happened);
        if (RunEventJson.Of(happened) is { } line) context.Say(line);
    }

    public override Task PauseAsync() => Task.CompletedTask;

    public override void Summarize(RunResult result) => context.Say(RunEventJson.Of(result));
}
