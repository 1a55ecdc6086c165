namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>A line of a summary.</summary>
/// <param name="Text">The line.</param>
/// <param name="Tone">How it may be coloured.</param>
public sealed record SummaryLine(string Text, SummaryTone Tone = SummaryTone.Plain);

/// <summary>What a line is about.</summary>
public enum SummaryTone
{
    /// <summary>Nothing in particular.</summary>
    Plain,

    /// <summary>A success.</summary>
    Good,

    /// <summary>Something to look at.</summary>
    Doubtful,

    /// <summary>A failure.</summary>
    Bad,

    /// <summary>More about the line above.</summary>
    Detail,
}
