using System.Text;

namespace BuildkiteCi.Matrices.Ordering;

/// <summary>Orders texts by the bytes of their UTF-8, as the C locale does. Ordinal comparison of UTF-16 differs beyond U+FFFF.</summary>
public sealed class ByteOrder : IComparer<string>
{
    private ByteOrder()
    {
    }

    /// <summary>The one comparer.</summary>
    public static ByteOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y) =>
        Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
