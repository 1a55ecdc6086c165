namespace BuildkiteCi.Core;

/// <summary>A file of a tree cannot be used: its real place is outside of the tree, or it is nothing that can be read or written.</summary>
public sealed class FileException : Exception
{
    /// <summary>Without a message; for serializers.</summary>
    public FileException()
    {
    }

    /// <summary>With a message for people.</summary>
    public FileException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for people and what caused it.</summary>
    public FileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The file that cannot be used.</summary>
    /// <param name="path">Its path, relative to the tree's root.</param>
    /// <param name="why">Why, in words that follow the path.</param>
    /// <param name="fix">What to do.</param>
    /// <param name="cause">What the machine said; null: nothing.</param>
    public FileException(string path, string why, string fix, Exception? cause = null)
        : base($"{path}: {why}; {fix}", cause) =>
        Diagnostic = new Diagnostic(Unusable, SourceLocation.Of(path), why, fix);

    /// <summary>A file cannot be read.</summary>
    public static Rule Unusable { get; } =
        new(
            "F001",
            Severity.Error,
            "A file cannot be read, or its real place is outside of the repository",
            "# .buildkite/models/a.yml -> /etc/passwd\n",
            "# .buildkite/models/a.yml is a file of the repository\n"
        )
        {
            Why = "A link of the repository led out of it. On the agent there was nothing behind it, and the upload failed there alone.",
        };

    /// <summary>The problem; null where only a message is known.</summary>
    public Diagnostic? Diagnostic { get; }
}
