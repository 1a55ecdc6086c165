using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>Where a plugin comes from: its name and version as written, or the repository that Buildkite looks it up in.</summary>
public static class PluginSource
{
    private const string Suffix = "-buildkite-plugin";

    /// <summary>
    /// The source spelt out: <c>docker#v5</c> is <c>github.com/buildkite-plugins/docker-buildkite-plugin#v5</c>, <c>acme/x#v1</c> is
    /// <c>github.com/acme/x-buildkite-plugin#v1</c>; paths, URLs and anything else stay as they are. Source: Buildkite's documentation,
    /// plugin sources.
    /// </summary>
    public static string WriteOut(string source)
    {
        if (source.Length == 0 || source[0] is '/' or '.' or '\\') return source;
        var (name, version) = Split(source);
        var query = name.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0) name = name[..query];
        // A scheme or a user (git@github.com:…) precedes a colon in the first part: the author means that very place.
        if (name.Split('/', 2)[0].Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl)) return source;
        if (Unescape(name) is not { } path || Unescape(version ?? "") is not { } tag) return source;
        var parts = path.Split('/');
        var end = version is null || tag.Length == 0 ? Suffix : $"{Suffix}#{tag}";
        return parts.Length switch
        {
            1 => $"github.com/buildkite-plugins/{parts[0]}{end}",
            2 => $"github.com/{parts[0]}/{parts[1]}{end}",
            _ => source,
        };
    }

    /// <summary>The version behind <c>#</c>; null where the source has none.</summary>
    public static string? Version(string source) => Split(source).Version is { Length: > 0 } version ? version : null;

    /// <summary>A list of plugins with every source spelt out.</summary>
    internal static YamlNode WriteOut(YamlNode plugins) => plugins is YamlSequence list
        ? list with { Items = [.. list.Items.Select(item => item is YamlMapping plugin ? WriteOut(plugin) : item)] }
        : plugins;

    private static YamlMapping WriteOut(YamlMapping plugin) =>
        plugin with { Entries = [.. plugin.Entries.Select(entry => entry with { Key = WriteOut(entry.Key) })] };

    private static (string Name, string? Version) Split(string source)
    {
        var hash = source.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (source, null) : (source[..hash], source[(hash + 1)..]);
    }

    // Percent-escapes as in any URL, or null where one is malformed.
    private static string? Unescape(string text)
    {
        for (var percent = text.IndexOf('%', StringComparison.Ordinal); percent >= 0; percent = text.IndexOf('%', percent + 1))
            if (percent + 2 >= text.Length || !char.IsAsciiHexDigit(text[percent + 1]) || !char.IsAsciiHexDigit(text[percent + 2]))
                return null;
        return Uri.UnescapeDataString(text);
    }
}
