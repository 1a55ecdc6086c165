namespace BuildkiteCi.Core;

/// <summary>Finds what somebody probably meant to type.</summary>
public static class Spelling
{
    private const int ShortestBeginning = 3;

    // Longer ones have their rows on the heap.
    private const int LongestOnStack = 256;

    /// <summary>
    /// The candidate nearest to <paramref name="word"/> by edits (insert, delete, replace, swap of neighbours; letter case is free), or
    /// null where none is near enough to be worth a suggestion: a third of the word's length, at least one edit, at most four. Where
    /// nothing is near, the only candidate that begins with the word's three or more letters is it.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var near = Allowed(word);
        string? best = null;
        var begun = new List<string>();
        foreach (var candidate in candidates)
        {
            if (
                begun.Count < 2
                && word.Length >= ShortestBeginning
                && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            )
                begun.Add(candidate);
            if (Edits(word, candidate, near) is not { } edits) continue;
            best = candidate;
            // What comes behind has to be nearer still.
            near = edits - 1;
        }

        return best ?? (begun.Count == 1 ? begun[0] : null);
    }

    /// <summary>The one candidate that is near enough to be meant; null where there are several or none.</summary>
    public static string? Only(string word, IEnumerable<string> candidates)
    {
        var allowed = Allowed(word);
        var near = candidates.Where(candidate => Edits(word, candidate, allowed) is not null).Distinct().Take(2).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    /// <summary>What to do about a misspelt <paramref name="word"/>: <c>did you mean 'x'?</c>, or <paramref name="otherwise"/>.</summary>
    public static string Suggest(string word, IEnumerable<string> candidates, string otherwise) =>
        Nearest(word, candidates) is { } near ? $"did you mean '{near}'?" : otherwise;

    /// <summary>The edits that make one word of the other (optimal string alignment); null where that takes more than
    /// <paramref name="most"/>.</summary>
    internal static int? Edits(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int most)
    {
        if (Math.Abs(left.Length - right.Length) > most) return null;
        var same = 0;
        while (same < left.Length && same < right.Length && AreSame(left[same], right[same])) same++;
        left = left[same..];
        right = right[same..];
        same = 0;
        while (same < left.Length && same < right.Length && AreSame(left[^(same + 1)], right[^(same + 1)])) same++;
        left = left[..^same];
        right = right[..^same];

        // Three rows of the table at a time, and of these only what lies near the diagonal: anything else is more than 'most' away.
        var (width, far) = (right.Length + 1, most + 1);
        var rows = width <= LongestOnStack ? stackalloc int[3 * width] : new int[3 * width];
        rows.Fill(far);
        var twoAgo = rows[..width];
        var previous = rows[width..(2 * width)];
        var current = rows[(2 * width)..];
        for (var j = 0; j < width && j < far; j++) previous[j] = j;
        var leastBefore = 0;
        for (var i = 1; i <= left.Length; i++)
        {
            var (first, last) = (Math.Max(1, i - most), Math.Min(right.Length, i + most));
            current[first - 1] = first == 1 ? Math.Min(i, far) : far;
            var least = current[first - 1];
            for (var j = first; j <= last; j++)
            {
                var cost = AreSame(left[i - 1], right[j - 1]) ? 0 : 1;
                var edits = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && AreSame(left[i - 1], right[j - 2]) && AreSame(left[i - 2], right[j - 1]))
                    edits = Math.Min(edits, twoAgo[j - 2] + 1);
                current[j] = Math.Min(edits, far);
                least = Math.Min(least, current[j]);
            }

            if (last < right.Length) current[last + 1] = far;
            // A swap reaches over one row.
            if (least == far && leastBefore == far) return null;
            leastBefore = least;
            var free = twoAgo;
            twoAgo = previous;
            previous = current;
            current = free;
        }

        return previous[right.Length] is var all && all <= most ? all : null;
    }

    private static int Allowed(string word) => Math.Clamp(word.Length / 3, 1, 4);

    private static bool AreSame(char left, char right) => left == right || char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
