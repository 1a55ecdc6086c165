namespace BuildkiteCi.Pipelines.Builds;

/// <summary>The build could not be reached or refused what was asked. The message names what was tried, what came back and what to
/// do.</summary>
public sealed class BuildException : Exception
{
    /// <summary>Without a message; for serializers.</summary>
    public BuildException()
    {
    }

    /// <summary>With a message for people.</summary>
    public BuildException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for people and what caused it.</summary>
    public BuildException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
