namespace BuildkiteCi.Testing;

/// <summary>Somebody cancelled a stage; the message names which one, after how long, and what is gone by now.</summary>
public sealed class StageCancelledException : Exception
{
    /// <summary>Without a message.</summary>
    public StageCancelledException()
    {
    }

    /// <summary>With its message.</summary>
    public StageCancelledException(string message)
        : base(message)
    {
    }

    /// <summary>With its message and what it came from.</summary>
    public StageCancelledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
