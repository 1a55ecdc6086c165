namespace BuildkiteCi.Core;

/// <summary>
/// Words among which many misspelt ones are looked up: each once, and where both are many, the first of them alone, so that a name of which
/// 100,000 files make use can be wrong without hours of searching.
/// </summary>
/// <param name="words">The words that there are; asked for at the first lookup.</param>
public sealed class KnownWords(Func<IReadOnlyCollection<string>> words)
{
    // Takes some seconds; with 500 words it is 40,000 lookups.
    private const int MostComparisons = 20_000_000;

    private readonly Dictionary<string, (string? Nearest, string? Only)> found = new(StringComparer.Ordinal);
    private IReadOnlyCollection<string>? known;
    private long compared;

    /// <summary>The same as <see cref="Spelling.Nearest"/>.</summary>
    public string? Nearest(string word) => Find(word).Nearest;

    /// <summary>The same as <see cref="Spelling.Only"/>.</summary>
    public string? Only(string word) => Find(word).Only;

    /// <summary>The same as <see cref="Spelling.Suggest"/>.</summary>
    public string Suggest(string word, string otherwise) => Nearest(word) is { } near ? $"did you mean '{near}'?" : otherwise;

    private (string? Nearest, string? Only) Find(string word)
    {
        if (found.TryGetValue(word, out var before)) return before;
        known ??= words();
        if (compared >= MostComparisons) return default;
        compared += 2 * known.Count;
        return found[word] = (Spelling.Nearest(word, known), Spelling.Only(word, known));
    }
}
