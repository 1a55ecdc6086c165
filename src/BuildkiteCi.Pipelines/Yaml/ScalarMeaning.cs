namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>What a scalar means, decided as Go's <c>yaml.v3</c> does, which Buildkite's agent reads pipelines with.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Canonical">The value as Go's <c>%v</c> prints it.</param>
internal readonly record struct ScalarMeaning(ScalarKind Kind, string Canonical)
{
    private const string StandardTag = "tag:yaml.org,2002:";

    /// <summary>The meaning of a scalar as written, or null where its tag does not fit it (<c>!!int x</c>).</summary>
    public static ScalarMeaning? Of(string text, bool plain, string? tag)
    {
        if (tag is null or "!") return plain ? OfPlain(text, dates: true) : new(ScalarKind.Text, text);
        if (!tag.StartsWith(StandardTag, StringComparison.Ordinal)) return new(ScalarKind.Text, text);
        var meaning = OfPlain(text, dates: tag.EndsWith("timestamp", StringComparison.Ordinal));
        return tag[StandardTag.Length..] switch
        {
            "int" => Only(meaning, ScalarKind.WholeNumber),
            "float" => meaning.Kind == ScalarKind.WholeNumber
                ? meaning with
                {
                    Kind = ScalarKind.Number,
                }
                : Only(meaning, ScalarKind.Number),
            "bool" => Only(meaning, ScalarKind.Boolean),
            "null" => Only(meaning, ScalarKind.Null),
            "timestamp" => Only(meaning, ScalarKind.Timestamp),
            "binary" => Binary(text),
            _ => new(ScalarKind.Text, text),
        };
    }

    /// <summary>The text of a scalar that serves as a mapping's key, or null where it cannot.</summary>
    public static string? KeyText(string text, ScalarMeaning meaning) => meaning.Kind switch
    {
        ScalarKind.Null => null,
        ScalarKind.Boolean or ScalarKind.WholeNumber => meaning.Canonical,
        ScalarKind.Number when GoNumber.IsFloat(meaning.Canonical, out var value) => value.ToString("0.000000e+00"),
        ScalarKind.Number => meaning.Canonical,
        _ => text,
    };

    /// <summary>The meaning of an unquoted scalar without a tag.</summary>
    public static ScalarMeaning OfPlain(string text, bool dates) =>
        text.Length == 0
            ? new(ScalarKind.Null, "")
            : text[0] switch
            {
                >= '0' and <= '9' or '+' or '-' => OfNumber(text, dates),
                '.' => OfWord(text)
                    ?? (GoNumber.IsFloat(text, out var value) && double.IsFinite(value) ? Float(value) : new(ScalarKind.Text, text)),
                '~' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' => OfWord(text) ?? new(ScalarKind.Text, text),
                _ => new(ScalarKind.Text, text),
            };

    private static ScalarMeaning? OfWord(string text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => new(ScalarKind.Null, ""),
        "true" or "True" or "TRUE" => new(ScalarKind.Boolean, "true"),
        "false" or "False" or "FALSE" => new(ScalarKind.Boolean, "false"),
        ".nan" or ".NaN" or ".NAN" => Float(double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => Float(double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => Float(double.NegativeInfinity),
        _ => null,
    };

    private static ScalarMeaning OfNumber(string text, bool dates)
    {
        if (OfWord(text) is { } word) return word;
        if (dates && GoTime.Read(text) is { } date) return new(ScalarKind.Timestamp, date);
        var plain = text.Replace("_", "", StringComparison.Ordinal);
        if (GoNumber.Integer(plain) is { } integer) return new(ScalarKind.WholeNumber, integer);
        return GoNumber.IsFloat(plain, out var value) && double.IsFinite(value) ? Float(value) : new(ScalarKind.Text, text);
    }

    private static ScalarMeaning Float(double value) => new(ScalarKind.Number, GoNumber.Print(value));

    private static ScalarMeaning? Only(ScalarMeaning meaning, ScalarKind kind) => meaning.Kind == kind ? meaning : null;

    private static ScalarMeaning? Binary(string text)
    {
        // Go ignores line breaks in Base64, and nothing else.
        var letters = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var bytes = new byte[letters.Length];
        return !letters.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(letters, bytes, out var length)
            ? new(ScalarKind.Text, GoText.FromBytes(bytes.AsSpan(0, length)))
            : null;
    }
}
