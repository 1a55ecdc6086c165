using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue.Settings;

/// <summary>
/// The settings of a repository that sets none: the text of <c>ci.yml</c> that comes with this library. It is the one place where they are
/// written down; nothing in the code repeats them.
/// </summary>
public static class BuiltInSettings
{
    private static readonly Lazy<string> ReadText = new(() =>
    {
        using var stream = typeof(BuiltInSettings).Assembly.GetManifestResourceStream("ci.yml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private static readonly Lazy<YamlMapping> Mapping = new(() =>
        (YamlMapping)YamlReader.Read(new SourceFile("built-in ci.yml", ReadText.Value)).Value!
    );

    /// <summary>The text, with its comments: what a repository's own file can begin with.</summary>
    public static string Text => ReadText.Value;

    /// <summary>The settings, to be read like those of a repository.</summary>
    public static SettingsBlock File => new("", Mapping.Value, []);
}
