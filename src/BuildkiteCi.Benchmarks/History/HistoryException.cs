namespace BuildkiteCi.Benchmarks.History;

/// <summary>The history cannot be used: the server is away, the file is no database.</summary>
public sealed class HistoryException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public HistoryException()
    {
    }

    /// <summary>Makes an exception with a message for people: what, where, what to do.</summary>
    public HistoryException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public HistoryException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
