using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Yaml;
using TestSupport;

namespace Build.Tests.Handbook;

/// <summary>
/// The page of every key of <c>ci.yml</c>. Keys and types are asked of the reader itself: an unknown key makes it list those that it knows,
/// a value of no kind makes it name the kind that it wants. Defaults are the built-in file's, examples its commented ones.
/// </summary>
internal sealed partial class ConfigurationPage
{
    private const string UnknownKey = "qqqqqqqqqqqqqqqqqqqqqqqq";
    private const int WidestValue = 90;

    /// <summary>Examples of keys that the built-in file only explains.</summary>
    public static readonly IReadOnlyDictionary<string, string> OwnExamples = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["builds.kinds.benchmark.pipeline"] = "tpu-benchmarks",
        ["builds.kinds.kernel-tuning.pipeline"] = "tpu-kernel-tuning",
        ["composing.only_on.NAME"] = "[v7x]",
        ["composing.replaced_keys.NAME"] = "[build_docker]",
        ["generations.NAME.chips_per_host"] = "8",
        ["generations.NAME.device"] = "tpu7x-2",
        ["generations.NAME.large_chips"] = "8",
        ["generations.NAME.small_chips"] = "1",
        ["queues.NAME.chips"] = "16",
        ["catalogue.NAME.stages[…].optional"] = "true",
        ["catalogue.NAME.stages[…].role"] = "accuracy",
        ["other_pipelines.NAME.variables.NAME"] = "large",
    };

    private readonly List<string> rows = [];
    private readonly YamlMapping usual;
    private readonly YamlMapping examples;

    private ConfigurationPage(string builtIn)
    {
        usual = (YamlMapping)YamlReader.Read(new SourceFile("ci.yml", builtIn)).Value!;
        examples = (YamlMapping)YamlReader.Read(new SourceFile("ci.yml", WithExamples(builtIn))).Value!;
    }

    /// <summary>The page.</summary>
    /// <param name="builtIn">The text of the built-in <c>ci.yml</c>.</param>
    public static string Of(string builtIn)
    {
        var page = new ConfigurationPage(builtIn);
        page.Block([]);
        return $"""
            # Every key of ci.yml

            `.buildkite/ci.yml` holds what differs from one repository to another. A key that is left out has the default below; a file is needed only for what
            is different. The built-in [ci.yml](../.buildkite/ci.yml) holds all defaults with explanations and, commented out, the examples. `NAME` is a name of your
            choice, `[…]` an item of a list. A list, or a block with names of your choice, replaces the default one whole; `matrices` adds to it.
            `./build.sh --target=Validate` names what it does not understand, with line and column.

            A test makes this page from the reader of the file; `UPDATE_GOLDEN=1` writes it anew.

            | key | type | default | example |
            |---|---|---|---|
            {string.Join('\n', page.rows)}

            """;
    }

    /// <summary>The file with its commented examples as settings.</summary>
    public static string WithExamples(string builtIn)
    {
        var lines = builtIn.Split('\n');
        var key = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            if (AtTheMargin().IsMatch(lines[i]))
            {
                lines[i] = lines[i][1..];
                // What the example is about is there as nothing.
                if (key >= 0) lines[key] = Nothing().Replace(lines[key], ":");
            }
            else if (Indented().Match(lines[i]) is { Success: true } setting)
            {
                lines[i] = setting.Groups["indent"].Value + setting.Groups["text"].Value;
            }
            else if (lines[i].TrimStart() is { Length: > 0 } text && text[0] != '#')
            {
                key = i;
            }
        }

        return string.Join('\n', lines);
    }

    private void Block(IReadOnlyList<string> path)
    {
        var keys = Keys(path);
        // Each of these steps takes the same keys.
        if (path is ["steps"])
            (keys, rows[^1]) = (
                keys.Take(1).ToList(),
                $"| `steps` | a block with any of {string.Join(", ", keys.Select(key => $"`{key}`"))}, each with the keys below | | |"
            );
        foreach (var key in keys) Key([.. path, key]);
    }

    private void Key(IReadOnlyList<string> path)
    {
        var type = TypeOf(path);
        var keys = type switch { "a block of settings" => Keys(path), "a list of blocks" => Keys([.. path, "[]"]), _ => [] };
        // The rows below show what a block with keys of its own holds.
        var isSum = type == "a block of settings" && keys is not ([] or ["NAME"]);
        if (!isSum || path.Count == 1)
            rows.Add($"| `{Shown(path)}` | {type} | {(isSum ? "" : Cell(Value(usual, path)))} | {(isSum ? "" : Example(path))} |");
        if (type == "a block of settings") Block(path);
        else if (type == "a list of blocks") Block([.. path, "[]"]);
    }

    // What the reader knows here; "NAME" where every name is one.
    private IReadOnlyList<string> Keys(IReadOnlyList<string> path)
    {
        const string KnownKeys = "there are ";
        var found = Read(path, $"{{ {UnknownKey}: [[1]] }}").ToList();
        if (
            found.FirstOrDefault(diagnostic => diagnostic.Message.Contains($"no setting '{UnknownKey}'", StringComparison.Ordinal)) is
            { } unknown
        )
            return unknown.Fix.StartsWith(KnownKeys, StringComparison.Ordinal)
                ?
                [
                    .. unknown
                        .Fix[KnownKeys.Length..]
                        .Split(", ")
                        .Union((Value(usual, path) as YamlMapping)?.Entries.Select(entry => entry.Key) ?? [])
                        .Order(StringComparer.Ordinal),
                ]
                : [];
        return found.Exists(diagnostic => diagnostic.Message.StartsWith($"'{UnknownKey}", StringComparison.Ordinal)) ? ["NAME"] : [];
    }

    private static string TypeOf(IReadOnlyList<string> path)
    {
        var found = Read(path, "[[1]]").ToList();
        if (found.Exists(diagnostic => diagnostic.Message.StartsWith($"'{NameOf(path[^1])}[0]'", StringComparison.Ordinal)))
            return "a list of blocks";
        var fixes = found
            .Where(diagnostic =>
                diagnostic.Fix.StartsWith("write ", StringComparison.Ordinal)
                && diagnostic.Message.Contains($"'{NameOf(path[^1])}", StringComparison.Ordinal)
            )
            .Select(diagnostic => diagnostic.Fix["write ".Length..]).ToList();
        return fixes.Count == 0 ? "as in a step of Buildkite" : fixes[0];
    }

    private static ImmutableArray<Diagnostic> Read(IReadOnlyList<string> path, string value)
    {
        var text = value;
        for (var i = path.Count - 1; i >= 0; i--)
            text =
                path[i] == "[]"
                    ? $"[{text}]"
                    : $"{{ \"{(i == 1 && path[0] == "matrices" ? $"{UnknownKey}.csv" : NameOf(path[i]))}\": {text} }}";
        return CiSettings.Read(new MemoryFileTree((CiSettings.Path, text))).Diagnostics;
    }

    private static string NameOf(string key) => key == "NAME" ? UnknownKey : key;

    // Of several names or items the first that has the rest of the path.
    private static YamlNode? Value(YamlNode? node, IReadOnlyList<string> path)
    {
        if (node is null || path.Count == 0) return node;
        IReadOnlyList<string> rest = [.. path.Skip(1)];
        return (node, path[0]) switch
        {
            (YamlMapping mapping, "NAME") => mapping
                .Entries.Select(entry => Value(entry.Value, rest))
                .FirstOrDefault(value => value is not null),
            (YamlMapping mapping, var key) => Value(mapping[key], rest),
            (YamlSequence list, "[]") => list.Items.Select(item => Value(item, rest)).FirstOrDefault(value => value is not null),
            _ => null,
        };
    }

    private string Example(IReadOnlyList<string> path)
    {
        if (Value(examples, path) is { } node) return Cell(node);
        // What a pipeline of its own lists is as what every build lists.
        if (path is ["other_pipelines", "NAME", ..] && Value(examples, [.. path.Skip(2)]) is { } same) return Cell(same);
        return OwnExamples.TryGetValue(Shown(path), out var text) ? $"`{text}`" : "";
    }

    private static string Shown(IEnumerable<string> path) => string.Join('.', path).Replace(".[]", "[…]", StringComparison.Ordinal);

    private static string Cell(YamlNode? node)
    {
        if (node is null) return "";
        var text = Flow(node).Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal);
        return $"`{(text.Length <= WidestValue ? text : text[..WidestValue] + "…")}`";
    }

    private static string Flow(YamlNode node) => node switch
    {
        YamlScalar { Canonical: "" } => "\"\"",
        YamlScalar scalar => scalar.Canonical,
        YamlSequence list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        YamlMapping { Entries.IsEmpty: true } => "{}",
        YamlMapping mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Flow(entry.Value)}"))} }}",
        _ => "",
    };

    [GeneratedRegex(@"^#  \S|^#   ", RegexOptions.None, 1000)]
    private static partial Regex AtTheMargin();

    [GeneratedRegex(@"^(?<indent> +)# (?<text>[a-z_]+: .*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Indented();

    [GeneratedRegex(@": (\{\}|\[\])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nothing();
}
