using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>A single value: a text, number, truth value, date, or nothing.</summary>
public sealed record YamlScalar : YamlNode
{
    private readonly ImmutableArray<YamlScalar> pieces = [];

    internal YamlScalar(SourceLocation location, string text, ScalarStyle style, ScalarMeaning meaning, int bodyColumn = 0)
        : base(location)
    {
        Text = text;
        Style = style;
        Kind = meaning.Kind;
        Canonical = meaning.Canonical;
        BodyColumn = bodyColumn;
    }

    private YamlScalar(SourceLocation location, ImmutableArray<YamlScalar> pieces)
        : this(
            location,
            "",
            ScalarStyle.Literal,
            new ScalarMeaning(ScalarKind.Text, string.Join('\n', pieces.Select(piece => piece.Canonical)))
        )
    {
        Text = Canonical;
        this.pieces = pieces;
    }

    /// <summary>The scalar as it was written, without quotes and escapes: <c>0x1F</c>.</summary>
    public string Text { get; }

    /// <summary>How it was written.</summary>
    public ScalarStyle Style { get; }

    /// <summary>What it is.</summary>
    public ScalarKind Kind { get; }

    /// <summary>
    /// The value as Buildkite turns it into text: <c>0x1F</c> is <c>31</c>, <c>1.10</c> is <c>1.1</c>, <c>TRUE</c> is <c>true</c>, null is
    /// empty, a date is in RFC 3339; a text is itself.
    /// </summary>
    public string Canonical { get; }

    /// <summary>The column of the text's first character where the text is in the file as it is; else 0.</summary>
    internal int BodyColumn { get; }

    /// <summary>Whether this is anything but a number that is infinite or none: JSON has no word for those.</summary>
    public bool IsFinite => Kind != ScalarKind.Number || Canonical is not ("NaN" or "+Inf" or "-Inf");

    /// <summary>Whether this is a text.</summary>
    public bool IsText => Kind == ScalarKind.Text;

    /// <inheritdoc/>
    public override string KindName => Kind switch
    {
        ScalarKind.Text => "a text",
        ScalarKind.Null => "nothing",
        ScalarKind.Boolean => "true or false",
        ScalarKind.Timestamp => "a date",
        _ => "a number",
    };

    /// <summary>A text.</summary>
    public static YamlScalar Of(string text, SourceLocation? location = null) =>
        new(location ?? Generated, text, ScalarStyle.Plain, new ScalarMeaning(ScalarKind.Text, text));

    /// <summary>A whole number.</summary>
    public static YamlScalar Of(long number, SourceLocation? location = null) => Of(ScalarKind.WholeNumber, number.ToString(), location);

    /// <summary>A truth value.</summary>
    public static YamlScalar Of(bool value, SourceLocation? location = null) => Of(ScalarKind.Boolean, value ? "true" : "false", location);

    /// <summary>Nothing.</summary>
    public static YamlScalar Null(SourceLocation? location = null) => Of(ScalarKind.Null, "", location);

    /// <summary>The same place with another text.</summary>
    public YamlScalar WithText(string text) => new(Location, text, Style, new ScalarMeaning(ScalarKind.Text, text));

    /// <summary>Texts joined with line breaks; <see cref="LocationAt"/> still tells where each part is.</summary>
    internal static YamlScalar Joined(SourceLocation location, ImmutableArray<YamlScalar> pieces) =>
        pieces.Length == 1 ? pieces[0] : new YamlScalar(location, pieces);

    /// <summary>
    /// Where the character at <paramref name="offset"/> of <see cref="Text"/> is in the file, as well as possible: exactly in a literal
    /// block and on a single line, else the scalar's start.
    /// </summary>
    public SourceLocation LocationAt(int offset)
    {
        if (Location.Line == 0) return Location;
        foreach (var piece in pieces)
        {
            if (offset <= piece.Text.Length) return piece.LocationAt(offset);
            offset -= piece.Text.Length + 1;
        }

        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        if (Style == ScalarStyle.Literal && BodyColumn > 0)
        {
            var lineStart = before.LastIndexOf('\n') + 1;
            return Location with { Line = Location.Line + 1 + before.Count('\n'), Column = BodyColumn + before.Length - lineStart };
        }

        if (BodyColumn == 0) return Location;
        return Location with { Column = BodyColumn + before.Length };
    }

    /// <summary>Equal where kind and value are: <c>31</c> and <c>0x1F</c>, <c>'a'</c> and <c>a</c>.</summary>
    public bool Equals(YamlScalar? other) => other is not null && Kind == other.Kind && Canonical == other.Canonical;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Canonical);

    /// <summary>The value as text.</summary>
    public override string ToString() => Canonical;

    private static YamlScalar Of(ScalarKind kind, string canonical, SourceLocation? location) =>
        new(location ?? Generated, canonical, ScalarStyle.Plain, new ScalarMeaning(kind, canonical));
}
