namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What becomes of a file.</summary>
public enum FileEffect
{
    /// <summary>The branch does not have it yet.</summary>
    Added,

    /// <summary>It gets another text.</summary>
    Changed,

    /// <summary>The branch has it no longer.</summary>
    Removed,
}
