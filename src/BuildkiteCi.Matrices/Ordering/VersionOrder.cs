using System.Text;

namespace BuildkiteCi.Matrices.Ordering;

/// <summary>
/// Orders texts as GNU <c>sort -V</c> does in the C locale: runs of digits by their value, letters before other characters, <c>~</c> before
/// everything, a suffix like <c>.tar.gz</c> only where the rest is the same, bytes where nothing else tells two texts apart.
/// Source: GNU coreutils manual, "Version sort ordering"; the tests compare it with the program. Hidden files' special places are left out:
/// a matrix's lines start with a quote, never with a dot.
/// </summary>
public sealed class VersionOrder : IComparer<string>
{
    private VersionOrder()
    {
    }

    /// <summary>The one comparer.</summary>
    public static VersionOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<byte> left = Encoding.UTF8.GetBytes(x ?? "");
        ReadOnlySpan<byte> right = Encoding.UTF8.GetBytes(y ?? "");
        var order = CompareNames(left, right);
        return order != 0 ? order : left.SequenceCompareTo(right);
    }

    private static int CompareNames(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var order = CompareParts(left[..PrefixLength(left)], right[..PrefixLength(right)]);
        return order != 0 ? order : CompareParts(left, right);
    }

    // What is left without the longest row of suffixes ".x1.y2" at the end.
    private static int PrefixLength(ReadOnlySpan<byte> text)
    {
        var prefix = 0;
        for (var i = 0; i < text.Length;)
        {
            prefix = ++i;
            while (i + 1 < text.Length && text[i] == '.' && (char.IsAsciiLetter((char)text[i + 1]) || text[i + 1] == '~'))
                for (i += 2; i < text.Length && (char.IsAsciiLetterOrDigit((char)text[i]) || text[i] == '~');)
                    i++;
        }

        return prefix;
    }

    private static int CompareParts(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int l = 0, r = 0;
        while (l < left.Length || r < right.Length)
        {
            while (!AtDigitOrEnd(left, l) || !AtDigitOrEnd(right, r))
            {
                var order = Weight(left, l) - Weight(right, r);
                if (order != 0) return order;
                l++;
                r++;
            }

            var leftDigits = Digits(left, ref l);
            var rightDigits = Digits(right, ref r);
            var byLength = leftDigits.Length.CompareTo(rightDigits.Length);
            if (byLength != 0) return byLength;
            var byValue = leftDigits.SequenceCompareTo(rightDigits);
            if (byValue != 0) return byValue;
        }

        return 0;
    }

    private static bool AtDigitOrEnd(ReadOnlySpan<byte> text, int at) => at >= text.Length || char.IsAsciiDigit((char)text[at]);

    private static int Weight(ReadOnlySpan<byte> text, int at) =>
        at >= text.Length ? -1
        : char.IsAsciiDigit((char)text[at]) ? 0
        : char.IsAsciiLetter((char)text[at]) ? text[at]
        : text[at] == '~' ? -2
        : text[at] + 256;

    // The run of digits at a place without its leading zeros; moves behind it.
    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] == '0') at++;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at])) at++;
        return text[start..at];
    }
}
