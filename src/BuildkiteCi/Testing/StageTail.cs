using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>Keeps the last lines of an output without bound.</summary>
internal sealed class StageTail
{
    /// <summary>Lines kept: enough for a Python traceback with a log of its own behind it.</summary>
    public const int Capacity = 2000;

    private readonly Queue<OutputLine> lines = new();

    public void Add(OutputLine line)
    {
        if (lines.Count == Capacity) lines.Dequeue();
        lines.Enqueue(line);
    }

    public ImmutableArray<OutputLine> Lines => [.. lines];
}
