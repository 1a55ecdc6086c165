using System.Buffers;

namespace BuildkiteCi.Core.Text;

/// <summary>An address that a page may link to: absolute, <c>http</c> or <c>https</c>, without user or password.</summary>
public sealed record WebAddress
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n<>\"'`");

    private static readonly SearchValues<char> PlainHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> PlainPath = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/?#="
    );

    private WebAddress(string text) => Text = text;

    /// <summary>The address, percent-encoded where it must be.</summary>
    public string Text { get; }

    /// <summary>Makes an address of a text, or null where it is none that a page may link to (<c>javascript:</c>, relative, with a
    /// password).</summary>
    public static WebAddress? Parse(string? text) => text is not null && IsPlain(text) ? new WebAddress(text) : ParseAny(text);

    /// <summary>The same without the short cut for addresses that need no change.</summary>
    internal static WebAddress? ParseAny(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
            ? new WebAddress(uri.AbsoluteUri)
            : null;

    /// <summary>The first address in a text for people, or null where it holds none.</summary>
    public static WebAddress? Find(string? text)
    {
        var start = text?.IndexOf("http", StringComparison.Ordinal) ?? -1;
        if (start < 0) return null;
        var word = text![start..];
        var end = word.AsSpan().IndexOfAny(Ends);
        return Parse((end < 0 ? word : word[..end]).TrimEnd('.', ',', ';', ')', ']'));
    }

    // Results hold hundreds of thousands of addresses of jobs, and nearly all are as they should be: a name of small letters, then a path
    // in which nothing is encoded and no dot is a folder.
    private static bool IsPlain(string text)
    {
        const string Start = "https://";
        if (text.Length > 200 || !text.StartsWith(Start, StringComparison.Ordinal)) return false;
        var rest = text.AsSpan(Start.Length);
        var path = rest.IndexOf('/');
        return path > 0
            && IsPlainHost(rest[..path])
            && !rest[path..].ContainsAnyExcept(PlainPath)
            && !rest.Contains("/.", StringComparison.Ordinal);
    }

    // What ends in letters is no number of a machine, which could be written in other ways.
    private static bool IsPlainHost(ReadOnlySpan<char> host) =>
        !host.ContainsAnyExcept(PlainHost)
        && char.IsAsciiLetter(host[0])
        && char.IsAsciiLetter(host[^1])
        && !host.Contains("..", StringComparison.Ordinal)
        && !host.Contains("-.", StringComparison.Ordinal)
        && !host.Contains(".-", StringComparison.Ordinal)
        && !host.Contains("--", StringComparison.Ordinal)
        && host.Length <= 63;

    /// <summary>The address.</summary>
    public override string ToString() => Text;
}
