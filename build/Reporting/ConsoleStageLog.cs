using BuildkiteCi.Core;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing;

namespace Build.Reporting;

/// <summary>Shows a stage's output on the console, each line with the time since the stage began.</summary>
/// <param name="say">Writes a line.</param>
internal sealed class ConsoleStageLog(Action<string> say) : IStageLog
{
    public void Output(TimeSpan elapsed, OutputLine line) => say($"{Elapsed.Clock(elapsed)} {TerminalText.Plain(line.Text)}");

    public void Notice(TimeSpan elapsed, string text) => say($"{Elapsed.Clock(elapsed)} -- {text}");
}
