using BuildkiteCi;
using BuildkiteCi.Testing;

namespace Build.Reporting;

/// <summary>Shows a stage's output on the console, each line with the time since the stage began.</summary>
internal sealed class ConsoleStageLog(BuildContext context) : IStageLog
{
    public void Output(TimeSpan elapsed, OutputLine line) => context.Say($"{Elapsed.Clock(elapsed)} {line.Text}");

    public void Notice(TimeSpan elapsed, string text) => context.Say($"{Elapsed.Clock(elapsed)} -- {text}");
}
