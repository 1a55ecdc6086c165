using BuildkiteCi.Testing;

namespace BuildkiteCi.Tests.Testing;

/// <summary>Keeps what a stage's log was told.</summary>
internal sealed class RecordedStageLog : IStageLog
{
    public List<string> Output { get; } = [];

    public List<string> Notices { get; } = [];

    void IStageLog.Output(TimeSpan elapsed, OutputLine line) => Output.Add(line.Text);

    void IStageLog.Notice(TimeSpan elapsed, string text) => Notices.Add(text);
}
