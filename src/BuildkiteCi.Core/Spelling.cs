namespace BuildkiteCi.Core;

/// <summary>Finds what somebody probably meant to type.</summary>
public static class Spelling
{
    private const int ShortestBeginning = 3;

    /// <summary>
    /// The candidate nearest to <paramref name="word"/> by edits (insert, delete, replace, swap of neighbours; letter case is free), or
    /// null where none is near enough to be worth a suggestion: a third of the word's length, at least one edit, at most four. Where
    /// nothing is near, the only candidate that begins with the word's three or more letters is it.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var allowed = Math.Clamp(word.Length / 3, 1, 4);
        string? best = null;
        var begun = new List<string>();
        foreach (var candidate in candidates)
        {
            if (word.Length >= ShortestBeginning && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)) begun.Add(candidate);
            if (Math.Abs(candidate.Length - word.Length) > allowed) continue;
            var edits = Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (edits > allowed) continue;
            if (best is not null && edits >= Edits(word.ToLowerInvariant(), best.ToLowerInvariant())) continue;
            best = candidate;
        }

        return best ?? (begun.Count == 1 ? begun[0] : null);
    }

    /// <summary>The one candidate that is near enough to be meant; null where there are several or none.</summary>
    public static string? Only(string word, IEnumerable<string> candidates)
    {
        var allowed = Math.Clamp(word.Length / 3, 1, 4);
        var near = candidates
            .Where(candidate =>
                Math.Abs(candidate.Length - word.Length) <= allowed
                && Edits(word.ToLowerInvariant(), candidate.ToLowerInvariant()) <= allowed
            )
            .Distinct()
            .Take(2)
            .ToList();
        return near.Count == 1 ? near[0] : null;
    }

    /// <summary>What to do about a misspelt <paramref name="word"/>: <c>did you mean 'x'?</c>, or <paramref name="otherwise"/>.</summary>
    public static string Suggest(string word, IEnumerable<string> candidates, string otherwise) =>
        Nearest(word, candidates) is { } near ? $"did you mean '{near}'?" : otherwise;

    // Optimal string alignment distance, three rows at a time.
    private static int Edits(string left, string right)
    {
        var twoAgo = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], twoAgo[j - 2] + 1);
            }

            (twoAgo, previous, current) = (previous, current, twoAgo);
        }

        return previous[right.Length];
    }
}
