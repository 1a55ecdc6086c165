using System.Text;
using System.Text.RegularExpressions;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Texts;

/// <summary>Writes <c>ci.yml</c> line by line, each with the place that it was read from.</summary>
internal sealed partial class CiFileText
{
    private const int CommentColumn = 72;

    private readonly StringBuilder text = new();

    /// <summary>Whether nothing has been written.</summary>
    public bool IsEmpty => text.Length == 0;

    /// <summary>A comment of its own.</summary>
    public void Comment(string words) => text.Append($"# {words}\n");

    /// <summary>An empty line.</summary>
    public void Gap() => text.Append('\n');

    /// <summary>A line, two blanks a level deep.</summary>
    public void Line(int level, string line, SourceLocation? place = null)
    {
        var written = $"{new string(' ', level * 2)}{line}";
        text.Append(place is { } from ? $"{written.PadRight(CommentColumn)}  # {from}" : written).Append('\n');
    }

    /// <summary>A scalar that reads back as this text.</summary>
    public static string Quote(string value) => Plain().IsMatch(value) && !Reserved().IsMatch(value) ? value : Json.Quoted(value);

    /// <summary>A list of scalars on one line.</summary>
    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Quote))}]";

    /// <summary>The whole text.</summary>
    public override string ToString() => text.ToString();

    [GeneratedRegex(@"^[A-Za-z_./][A-Za-z0-9_./-]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Plain();

    [GeneratedRegex(
        "^(true|false|yes|no|on|off|null|y|n|~)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Reserved();
}
