namespace BuildkiteCi.Testing;

/// <summary>Where a stage's progress is shown.</summary>
public interface IStageLog
{
    /// <summary>A line that the test wrote.</summary>
    /// <param name="elapsed">Since the stage began.</param>
    /// <param name="line">The line, as it was written.</param>
    void Output(TimeSpan elapsed, OutputLine line);

    /// <summary>Something that we say about the run, one line.</summary>
    /// <param name="elapsed">Since the stage began.</param>
    /// <param name="text">For people.</param>
    void Notice(TimeSpan elapsed, string text);
}
