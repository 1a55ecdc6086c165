using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>The ways in which steps, files and older scripts write a status.</summary>
public static class StatusSpellings
{
    // Besides a status's own name. The outcomes' words are among them: a step may state "passed" as well as "Passing".
    private static readonly ImmutableArray<(Status Status, ImmutableArray<string> Spellings)> Table =
    [
        (Status.Passing, ["passed", "pass"]),
        (Status.Failing, ["failed", "fail", "soft_failed", "hard_failed", "errored"]),
        (Status.Untested, ["unverified", "skipped", "neutral", "not run"]),
        (Status.NotEnoughHbm, []),
        (Status.NotApplicable, ["not applicable"]),
        (Status.Beta, []),
        (Status.Experimental, []),
        (Status.Planned, []),
        (Status.Unplanned, []),
    ];

    private static readonly FrozenDictionary<string, Status> BySpelling = Table
        .SelectMany(row => row.Spellings.Append(row.Status.Name).Append(row.Status.Word).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(spelling => KeyValuePair.Create(spelling, row.Status)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every spelling that <see cref="Parse"/> takes, for suggestions.</summary>
    public static ImmutableArray<string> All => BySpelling.Keys;

    /// <summary>
    /// The known status of a text, in any letter case, with or without the symbol before it; null for any other text.
    /// <c>✅ Passing</c>, <c>passing</c>, <c>UNPLANNED</c>, <c>skipped</c> are all understood.
    /// </summary>
    public static Status? Parse(string text)
    {
        var plain = text.AsSpan().Trim();
        while (plain.Length > 0 && !char.IsLetterOrDigit(plain[0])) plain = plain[1..];
        return BySpelling.GetValueOrDefault(plain.ToString());
    }

    /// <summary>
    /// Takes a reason in parentheses off the end of a text: <c>skipped (only for tpu7x)</c> is <c>skipped</c> with the note
    /// <c>only for tpu7x</c>. A text without one comes back whole.
    /// </summary>
    public static (string Text, string? Note) SplitNote(string text)
    {
        var trimmed = text.Trim();
        var open = trimmed.IndexOf('(');
        return open <= 0 || !trimmed.EndsWith(')')
            ? (trimmed, null)
            : (trimmed[..open].TrimEnd(), trimmed[(open + 1)..^1].Trim() is { Length: > 0 } note ? note : null);
    }
}
