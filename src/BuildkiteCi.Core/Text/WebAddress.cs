using System.Buffers;

namespace BuildkiteCi.Core.Text;

/// <summary>An address that a page may link to: absolute, <c>http</c> or <c>https</c>, without user or password.</summary>
public sealed record WebAddress
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n<>\"'`");

    private WebAddress(string text) => Text = text;

    /// <summary>The address, percent-encoded where it must be.</summary>
    public string Text { get; }

    /// <summary>Makes an address of a text, or null where it is none that a page may link to (<c>javascript:</c>, relative, with a password).</summary>
    public static WebAddress? Parse(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0
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

    /// <summary>The address.</summary>
    public override string ToString() => Text;
}
