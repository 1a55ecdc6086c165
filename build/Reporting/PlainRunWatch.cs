using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Watching;

namespace Build.Reporting;

/// <summary>Watches a run line by line.</summary>
internal sealed class PlainRunWatch(BuildContext context) : RunWatch
{
    private readonly PlainRunView lines = new(context.Say);

    public override void Show(RunEvent happened)
    {
        Board.Show(happened);
        lines.Show(happened);
    }

    public override Task PauseAsync() => Task.CompletedTask;

    public override void Summarize(RunResult result)
    {
        lines.Finish();
        foreach (var line in RunSummary.Of(Board, result, BuildContext.Shown(context.StateFolder))) context.Say(line.Text);
    }
}
