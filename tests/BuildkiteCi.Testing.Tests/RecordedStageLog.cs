namespace BuildkiteCi.Testing.Tests;

/// <summary>Keeps what a stage's log was reported.</summary>
internal sealed class RecordedStageLog : IStageLog
{
    public List<string> Output { get; } = [];

    public List<string> Notices { get; } = [];

    public Action<string>? OnOutput { get; set; }

    public Action<string>? OnNotice { get; set; }

    void IStageLog.Output(TimeSpan elapsed, OutputLine line)
    {
        Output.Add(line.Text);
        OnOutput?.Invoke(line.Text);
    }

    void IStageLog.Notice(TimeSpan elapsed, string text)
    {
        Notices.Add(text);
        OnNotice?.Invoke(text);
    }
}
