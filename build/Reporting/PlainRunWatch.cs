using BuildkiteCi.LocalBuilds.Running;

namespace Build.Reporting;

/// <summary>Watches a run line by line.</summary>
internal sealed class PlainRunWatch(BuildContext context) : RunWatch
{
    private readonly PlainRunView lines = new(context.Say);

    public override bool IsLive => false;

    public override void Show(RunEvent happened) => lines.Show(happened);

    public override Task PauseAsync() => Task.CompletedTask;
}
