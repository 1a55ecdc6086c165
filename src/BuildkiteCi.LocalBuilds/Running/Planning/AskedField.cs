using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>A field of a block or input step.</summary>
/// <param name="Key">The meta-data key that takes its value.</param>
/// <param name="Title">For people.</param>
public sealed record AskedField(string Key, string Title)
{
    /// <summary>More about it; null: nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Its value unless another one is given, several one a line; null: none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it has to have a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether several of <see cref="Options"/> can be chosen (<c>multiple</c>).</summary>
    public bool TakesSeveral { get; init; }

    /// <summary>The values to choose from, each with its label; empty: any text.</summary>
    public ImmutableArray<(string Value, string Label)> Options { get; init; } = [];

    /// <summary>Understands <c>fields</c>; entries without a key are not asked for.</summary>
    internal static ImmutableArray<AskedField> Of(YamlNode? fields) =>
        fields is YamlSequence list ? [.. list.Items.OfType<YamlMapping>().Select(One).OfType<AskedField>()] : [];

    private static AskedField? One(YamlMapping field) =>
        field.Scalar("key")?.Canonical is not { Length: > 0 } key
            ? null
            : new AskedField(key, field.Scalar("text")?.Canonical ?? field.Scalar("select")?.Canonical ?? key)
            {
                Hint = field.Scalar("hint")?.Canonical,
                Default = field["default"] switch
                {
                    YamlScalar { Canonical.Length: > 0 } one => one.Canonical,
                    YamlSequence several => string.Join('\n', several.Items.OfType<YamlScalar>().Select(item => item.Canonical)),
                    _ => null,
                },
                // Buildkite's documentation, block step: a field is required unless it says otherwise.
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
