namespace BuildkiteCi.Matrices.Publishing;

/// <summary>The remote could not be reached, or refused to the end. The message names what was tried, what git said and what to
/// do.</summary>
public sealed class PublishException : Exception
{
    /// <summary>Without a message; for serializers.</summary>
    public PublishException()
    {
    }

    /// <summary>With a message for people.</summary>
    public PublishException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for people and what caused it.</summary>
    public PublishException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
