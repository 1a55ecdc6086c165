using System.Collections.Immutable;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.History;

/// <summary>A release, or the nightly builds of one day (UTC), with what each implementation published.</summary>
/// <param name="Title">The release's tag, or the day: <c>2026-08-22</c>.</param>
/// <param name="IsRelease">Whether it is a release.</param>
/// <param name="Publications">Its publications by implementation; at least one.</param>
public sealed record Edition(string Title, bool IsRelease, ImmutableSortedDictionary<string, Publication> Publications)
{
    /// <summary>When the last of its publications was made.</summary>
    public DateTimeOffset Date { get; } = Publications.Values.Max(publication => publication.Date);

    /// <summary>Its place among all editions of a history: releases by version, then nights by day.</summary>
    public int Number { get; internal init; }

    /// <summary>What tables call it: <c>v0.27</c> for the first release of a line, <c>22 Aug</c> for a night.</summary>
    public string TableTitle => IsRelease ? ShortTag(Title) : Date.UtcDateTime.ToString("d MMM");

    /// <summary>The day, in full: <c>22 Aug 2026</c>.</summary>
    public string Day => Date.UtcDateTime.ToString("d MMM yyyy");

    /// <summary>What sentences call it: <c>v0.27.0</c>, <c>the night of 22 Aug 2026</c>.</summary>
    public string Name => IsRelease ? Title : $"the night of {Day}";

    /// <summary>The tag without a last part that is 0: <c>v0.27</c> of <c>v0.27.0</c>.</summary>
    public static string ShortTag(string tag) =>
        tag.EndsWith(".0", StringComparison.Ordinal) && tag.Count(character => character == '.') >= 2 ? tag[..^2] : tag;

    /// <inheritdoc/>
    public override string ToString() => Title;
}
