using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>A plugin whose files are on this machine: it is run by its hooks, as the agent runs it. Source: Buildkite's documentation,
/// writing plugins.</summary>
/// <param name="Source">As the step names it: <c>./.buildkite/plugins/cache</c>, <c>acme/annotate#v1</c>.</param>
/// <param name="Folder">Its folder, in which <c>hooks/</c> lies; relative to the repository, or a full path.</param>
/// <param name="Configuration">What the step gives it, as JSON.</param>
/// <param name="Variables">The same as variables: <c>BUILDKITE_PLUGIN_CACHE_PATH</c>.</param>
public sealed record HookedPlugin(
    string Source,
    string Folder,
    string Configuration,
    ImmutableArray<KeyValuePair<string, string>> Variables
)
{
    private const string Suffix = "-buildkite-plugin";

    /// <summary>Its name: <c>cache</c>.</summary>
    public string Name => NameOf(Source);

    /// <summary>The folder of a plugin where an agent keeps it: <c>github-com-acme-annotate-buildkite-plugin-v1</c>.</summary>
    internal static string FolderName(string source) =>
        new([.. PluginSource.WriteOut(source).Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]);

    /// <summary>A plugin of a step.</summary>
    /// <param name="source">As it is written.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="settings">As they are written.</param>
    /// <param name="apply">Puts a job's matrix values into a text.</param>
    internal static HookedPlugin Of(string source, string folder, YamlMapping settings, Func<string, string> apply)
    {
        var variables = new List<KeyValuePair<string, string>>();
        Add(variables, $"BUILDKITE_PLUGIN_{Upper(NameOf(source))}", settings, apply);
        return new HookedPlugin(source, folder, JsonWriter.Write(Applied(settings, apply)).Trim(), [.. variables]);
    }

    private static string NameOf(string source)
    {
        var path = source.Split('#')[0].TrimEnd('/');
        if (path.EndsWith(".git", StringComparison.Ordinal)) path = path[..^4];
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    private static void Add(List<KeyValuePair<string, string>> variables, string name, YamlNode node, Func<string, string> apply)
    {
        switch (node)
        {
            case YamlScalar scalar:
                variables.Add(new(name, apply(scalar.Canonical)));
                break;
            case YamlSequence list:
                foreach (var (index, item) in list.Items.Index()) Add(variables, $"{name}_{index}", item, apply);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries) Add(variables, $"{name}_{Upper(entry.Key)}", entry.Value, apply);
                break;
        }
    }

    private static string Upper(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name) text.Append(char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_');
        return text.ToString();
    }

    private static YamlNode Applied(YamlNode node, Func<string, string> apply) =>
        node switch
        {
            YamlScalar { IsText: true } text => YamlScalar.Of(apply(text.Canonical)),
            YamlSequence list => list with { Items = [.. list.Items.Select(item => Applied(item, apply))] },
            YamlMapping mapping => mapping with
            {
                Entries = [.. mapping.Entries.Select(entry => entry with { Value = Applied(entry.Value, apply) })],
            },
            _ => node,
        };
}
