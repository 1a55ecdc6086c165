namespace BuildkiteCi.Matrices.Definitions;

/// <summary>How a CSV matrix orders its lines. Pages that read the files rely on it.</summary>
public enum RowOrder
{
    /// <summary>As GNU <c>sort -V</c> does in the C locale, over the whole line.</summary>
    ByVersion,

    /// <summary>By the type column, then by the whole line, byte by byte.</summary>
    ByType,
}
