namespace BuildkiteCi.Core;

/// <summary>What can be wrong with a file before its text is looked at.</summary>
public static class FileRules
{
    /// <summary>The file cannot be read.</summary>
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
}
