using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>A field of a block or input step.</summary>
/// <param name="Key">The meta-data key that takes its value.</param>
/// <param name="Title">For people.</param>
public sealed record AskedField(string Key, string Title)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>More about it; null: nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Its value unless another one is given, several one a line; null: none.</summary>
    public string? Default { get; init; }

    /// <summary>The pattern that all of its value has to fit (<c>format</c>); null: any text.</summary>
    public string? Format { get; init; }

    /// <summary>Whether it has to have a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether several of <see cref="Options"/> can be chosen (<c>multiple</c>).</summary>
    public bool TakesSeveral { get; init; }

    /// <summary>The values to choose from, each with its label; empty: any text.</summary>
    public ImmutableArray<(string Value, string Label)> Options { get; init; } = [];

    /// <summary>Why a value is no answer to it, in words that follow "field 'key'"; null: it is one.</summary>
    /// <param name="value">The value, several ones by line breaks; empty: none.</param>
    public string? Problem(string value)
    {
        if (value.Length == 0) return IsRequired ? $"({Title}) needs a value" : null;
        if (!Options.IsEmpty)
        {
            return value.Split('\n').FirstOrDefault(one => !Options.Any(option => option.Value == one)) is { } wrong
                ? $"cannot be '{wrong}'; it can be {string.Join(", ", Options.Select(option => option.Value))}"
                : null;
        }

        return Format is null || FitsFormat(value) ? null : $"cannot be '{value}'; it has to match {Format}";
    }

    /// <summary>The field in a few words: key, title, what it can be.</summary>
    public string Describe()
    {
        var can = Options.IsEmpty ? "" : $": {string.Join(", ", Options.Select(option => option.Value))}";
        return $"{Key} ({Title}{can}"
            + $"{(Default is { } usual ? $"; default {usual.ReplaceLineEndings(", ")}" : IsRequired ? "" : "; may be left empty")}"
            + $"{(Hint is { } hint ? $"; {hint}" : "")})";
    }

    // A pattern that .NET does not understand is Buildkite's to judge.
    private bool FitsFormat(string value)
    {
        try
        {
            return Regex.IsMatch(value, $"^(?:{Format})$", RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Understands <c>fields</c>; entries without a key are not asked for.</summary>
    internal static ImmutableArray<AskedField> Of(YamlNode? fields) =>
        fields is YamlSequence list ? [.. list.Items.OfType<YamlMapping>().Select(One).OfType<AskedField>()] : [];

    private static AskedField? One(YamlMapping field) =>
        field.Scalar("key")?.Canonical is not { Length: > 0 } key
            ? null
            : new AskedField(key, field.Scalar("text")?.Canonical ?? field.Scalar("select")?.Canonical ?? key)
            {
                Hint = field.Scalar("hint")?.Canonical,
                Format = field.Scalar("format")?.Canonical,
                Default = field["default"] switch
                {
                    YamlScalar { Canonical.Length: > 0 } one => one.Canonical,
                    YamlSequence several => string.Join('\n', several.Items.OfType<YamlScalar>().Select(item => item.Canonical)),
                    _ => null,
                },
                // Buildkite's documentation, block step: a field is required unless 'required' is false.
                IsRequired = field.Scalar("required")?.Canonical != "false",
                TakesSeveral = field.Scalar("multiple")?.Canonical == "true",
                Options = field["options"] is YamlSequence options ? [.. options.Items.OfType<YamlMapping>().Select(Option)] : [],
            };

    private static (string Value, string Label) Option(YamlMapping option)
    {
        var value = option.Scalar("value")?.Canonical ?? "";
        return (value, option.Scalar("label")?.Canonical ?? value);
    }
}
