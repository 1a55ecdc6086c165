namespace BuildkiteCi.Core;

/// <summary>Where something is in a file.</summary>
/// <param name="Path">The file, relative to the root, with forward slashes.</param>
/// <param name="Line">Line, counted from 1; 0 where the whole file is meant.</param>
/// <param name="Column">Column in UTF-16 units, counted from 1; 0 where the whole line or file is meant.</param>
public readonly record struct SourceLocation(string Path, int Line, int Column) : IComparable<SourceLocation>
{
    /// <summary>A location that means the file as a whole.</summary>
    public static SourceLocation Of(string path) => new(path, 0, 0);

    /// <summary>Orders by path (ordinal), then line, then column.</summary>
    public int CompareTo(SourceLocation other)
    {
        var byPath = string.CompareOrdinal(Path, other.Path);
        if (byPath != 0) return byPath;
        var byLine = Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

    /// <summary>Whether <paramref name="left"/> precedes <paramref name="right"/>.</summary>
    public static bool operator <(SourceLocation left, SourceLocation right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> follows <paramref name="right"/>.</summary>
    public static bool operator >(SourceLocation left, SourceLocation right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not stand behind <paramref name="right"/>.</summary>
    public static bool operator <=(SourceLocation left, SourceLocation right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not stand before <paramref name="right"/>.</summary>
    public static bool operator >=(SourceLocation left, SourceLocation right) => left.CompareTo(right) >= 0;

    /// <summary><c>PATH:LINE:COLUMN</c>, without the parts that are 0.</summary>
    public override string ToString() =>
        Line == 0 ? Path : Column == 0 ? $"{Path}:{Line}" : $"{Path}:{Line}:{Column}";
}
