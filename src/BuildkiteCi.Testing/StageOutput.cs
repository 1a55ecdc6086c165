using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>What is kept of an output without bound: its last lines, and what the test stated.</summary>
/// <param name="lineHead">Head of a line that states something.</param>
internal sealed class StageOutput(string lineHead)
{
    /// <summary>Lines kept: enough for a Python traceback with a log of its own behind it.</summary>
    public const int Capacity = 2000;

    private readonly Queue<OutputLine> lines = new();

    public string? Statement { get; private set; }

    public ImmutableArray<OutputLine> Tail => [.. lines];

    public void Add(OutputLine line)
    {
        if (lines.Count == Capacity) lines.Dequeue();
        lines.Enqueue(line);
        if (line.Text.StartsWith(lineHead, StringComparison.Ordinal) && line.Text[lineHead.Length..].Trim() is { Length: > 0 } text)
            Statement = text;
    }
}
