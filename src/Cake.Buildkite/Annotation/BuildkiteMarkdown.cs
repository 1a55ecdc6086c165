using System.Net;
using System.Text;

namespace Cake.Buildkite;

/// <summary>A piece of one line of Markdown whose markup is its maker's, never that of the texts put into it. A string converts to its
/// literal text.</summary>
public readonly record struct BuildkiteMarkdown
{
    // What begins or ends markup anywhere in a line of CommonMark with GFM's extensions, an HTML tag or entity, or an address that becomes
    // a link.
    private const string Significant = "\\`*_[]<>&|~!$\"@#";
    private static readonly string[] AllowedSchemes = ["http", "https", "mailto", "artifact"];

    private BuildkiteMarkdown(string source) => Source = source;

    /// <summary>The Markdown.</summary>
    public string Source => field ?? "";

    /// <summary>A text that is shown as it is, line breaks as blanks.</summary>
    public static implicit operator BuildkiteMarkdown(string text) => Text(text);

    /// <summary>Sets two pieces behind each other.</summary>
    public static BuildkiteMarkdown operator +(BuildkiteMarkdown left, BuildkiteMarkdown right) => Add(left, right);

    /// <inheritdoc cref="op_Addition"/>
    public static BuildkiteMarkdown Add(BuildkiteMarkdown left, BuildkiteMarkdown right) => new(left.Source + right.Source);

    /// <summary>A text that is shown as it is, line breaks as blanks.</summary>
    public static BuildkiteMarkdown Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new StringBuilder(text.Length);
        var line = text.ReplaceLineEndings(" ");
        for (var i = 0; i < line.Length; i++)
        {
            if (IsSignificant(line, i))
                source.Append("&#").Append((int)line[i]).Append(';');
            else
                source.Append(char.IsControl(line[i]) ? ' ' : line[i]);
        }

        return new(source.ToString());
    }

    /// <summary>Bold text.</summary>
    public static BuildkiteMarkdown Bold(BuildkiteMarkdown text) => new($"<span class=\"bold\">{text.Source}</span>");

    /// <summary>Text in a fixed width.</summary>
    public static BuildkiteMarkdown Code(string text) => new($"<code>{Text(text).Source}</code>");

    /// <summary>An emoji by its name, without the colons.</summary>
    public static BuildkiteMarkdown Emoji(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "_+-".Contains(c)) ? new($":{name}:") : Text(name);
    }

    /// <summary>A link; the text alone where the address is none that Buildkite shows (http, https, mailto, artifact, or
    /// relative).</summary>
    /// <remarks>Of addresses of artifacts, Buildkite resolves ten an annotation.</remarks>
    public static BuildkiteMarkdown Link(BuildkiteMarkdown text, string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsAllowed(address) ? new($"<a href=\"{Attribute(address)}\">{text.Source}</a>") : text;
    }

    /// <summary>A link to an artifact of the build.</summary>
    /// <param name="text">What is shown.</param>
    /// <param name="path">The artifact's path, as it was uploaded.</param>
    public static BuildkiteMarkdown Artifact(BuildkiteMarkdown text, string path) => Link(text, $"artifact://{path}");

    /// <inheritdoc/>
    public override string ToString() => Source;

    /// <summary>The same at the start of a line, where more characters mean something.</summary>
    internal string AtLineStart()
    {
        var source = Source.TrimStart();
        var digits = source.TakeWhile(char.IsAsciiDigit).Count();
        var mark = digits < source.Length && (digits > 0 ? ".)" : "-+=:").Contains(source[digits]) ? digits : -1;
        return mark < 0 ? source : $"{source[..mark]}&#{(int)source[mark]};{source[(mark + 1)..]}";
    }

    /// <summary>A colon with something behind it may belong to an address or an emoji, a full stop behind www to an address.</summary>
    private static bool IsSignificant(string line, int at) => line[at] switch
    {
        ':' => at + 1 < line.Length && line[at + 1] != ' ',
        '.' => line.AsSpan(0, at).EndsWith("www", StringComparison.OrdinalIgnoreCase),
        var c => Significant.Contains(c),
    };

    /// <summary>Within a tag Markdown is not looked for, but a table's cell would end at a bar.</summary>
    private static string Attribute(string value) => WebUtility.HtmlEncode(value).Replace("|", "&#124;", StringComparison.Ordinal);

    private static bool IsAllowed(string address)
    {
        // Browsers leave white space and control characters out of a scheme; a colon behind a slash is no scheme's.
        if (address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return false;
        var colon = address.IndexOf(':');
        var slash = address.IndexOfAny(['/', '?', '#']);
        return colon < 0 || (slash >= 0 && slash < colon) || AllowedSchemes.Contains(address[..colon], StringComparer.OrdinalIgnoreCase);
    }
}
