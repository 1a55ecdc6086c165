namespace Cake.Buildkite;

/// <summary>Whose turn once-only work is.</summary>
public enum BuildkiteLockTask
{
    /// <summary>The caller's: do it, then say that it is done.</summary>
    Do,

    /// <summary>Nobody's: another has finished it.</summary>
    Done,
}
