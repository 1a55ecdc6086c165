using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A step that runs commands on an agent; one with plugins alone has an empty command.</summary>
/// <param name="Attributes">The attributes in normal form: one <c>command</c>, <c>label</c>, <c>key</c>, texts in <c>env</c>.</param>
/// <param name="Source">The step as it is in its file.</param>
public sealed record CommandStep(YamlMapping Attributes, YamlNode Source) : Step(Attributes, Source)
{
    // What Buildkite gets nothing of where it is empty.
    private static readonly ImmutableArray<string> LeftOutWhereEmpty = ["label", "key", "env", "plugins", "secrets"];

    /// <inheritdoc/>
    public override string Kind => "command";

    /// <summary>The commands, joined with line breaks; empty where there are none.</summary>
    public string Command => Body.Scalar("command")?.Canonical ?? "";

    /// <summary>The step's own environment, in order.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Env => Body["env"] is YamlMapping env
        ? [.. env.Entries.Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Canonical))]
        : [];

    /// <summary>The step with further variables in its environment, or other values of those that it has.</summary>
    public CommandStep WithEnv(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var env = Attributes["env"] as YamlMapping ?? YamlMapping.Of();
        foreach (var (name, text) in variables) env = env.With(name, YamlScalar.Of(text));
        return (CommandStep)With(Attributes.With("env", env));
    }

    /// <summary>The queue whose agents run it, or null: then the default queue's do.</summary>
    public YamlScalar? Queue => AgentRules.Queue(Body["agents"]);

    /// <summary>How many jobs are made of the step: <c>parallelism</c>, or the combinations of its matrix that are not skipped; at least
    /// 1.</summary>
    public int JobCount =>
        Matrix is { } matrix
            ? Math.Max(1, matrix.Combinations().Count(combination => !combination.IsSkipped))
            : Math.Max(1, Parallelism ?? 1);

    /// <summary>Jobs that run the same command side by side, or null where the step does not say.</summary>
    public int? Parallelism => Number("parallelism");

    /// <summary>The values that the step is run with, or null.</summary>
    public StepMatrix? Matrix => StepMatrix.Of(Body["matrix"]);

    /// <summary>When a failure does not fail the build.</summary>
    public SoftFail SoftFail => SoftFail.Of(Body["soft_fail"]);

    /// <summary>After which failures Buildkite runs the job again.</summary>
    public ImmutableArray<RetryRule> Retries => RetryRule.Of(Body["retry"]);

    /// <summary>Minutes after which the job is ended, or null.</summary>
    public int? TimeoutInMinutes => Number("timeout_in_minutes") ?? Number("timeout");

    /// <summary>Why the step is skipped; null where it is not. An empty text or <c>true</c> gives no reason: <c>""</c>.</summary>
    public string? SkipReason => StepMatrix.SkipReason(Body["skip"]);

    /// <summary>Patterns of files that are kept after the command.</summary>
    public ImmutableArray<string> ArtifactPaths =>
        Body["artifact_paths"] switch
        {
            YamlScalar { Canonical.Length: > 0 } scalar =>
            [
                .. scalar.Canonical.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ],
            YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Canonical)],
            _ => [],
        };

    /// <inheritdoc/>
    public override YamlNode ToNode()
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(Attributes.Entries.Length);
        foreach (var entry in Attributes.Entries)
        {
            if (LeftOutWhereEmpty.Contains(entry.Key) && IsEmpty(entry.Value)) continue;
            entries.Add(entry.Key == "plugins" ? entry with { Value = PluginSource.WriteOut(entry.Value) } : entry);
        }

        return Attributes with { Entries = entries.DrainToImmutable() };
    }

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node, Attributes = (YamlMapping)node };

    private static bool IsEmpty(YamlNode value) => value switch
    {
        YamlScalar scalar => scalar.Canonical.Length == 0,
        YamlSequence sequence => sequence.Items.IsEmpty,
        YamlMapping mapping => mapping.Entries.IsEmpty,
        _ => false,
    };

    private int? Number(string key) => int.TryParse(Body.Scalar(key)?.Canonical, out var number) ? number : null;
}
