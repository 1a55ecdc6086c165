using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>
/// A pipeline as Buildkite's agent understands a file: steps in normal form, everything else kept. Comments, anchors and the way scalars
/// are quoted are not part of it.
/// </summary>
/// <param name="Path">The file, for diagnostics.</param>
/// <param name="Steps">The steps, groups with theirs inside.</param>
public sealed record PipelineDocument(string Path, ImmutableArray<Step> Steps)
{
    /// <summary>The environment of the build's steps as texts, or null where the file has none.</summary>
    public YamlMapping? Env { get; init; }

    /// <summary>The variables of <see cref="Env"/>, in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
        Env is null
            ? []
            : Env
                .Entries.Where(entry => entry.Value is YamlScalar)
                .Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Canonical));

    /// <summary>Secrets of all steps in normal form, or null.</summary>
    public YamlSequence? Secrets { get; init; }

    /// <summary>Everything else at the top: <c>agents</c>, <c>notify</c>, <c>priority</c>, and what we know nothing of.</summary>
    public YamlMapping Others { get; init; } = YamlMapping.Of();

    /// <summary>The root as it is in the file, or null where no file holds it.</summary>
    public YamlNode? Source { get; init; }

    /// <summary>All steps, those within groups right behind their group.</summary>
    public IEnumerable<Step> AllSteps => Steps.SelectMany(step => step is GroupStep group ? group.Steps.Prepend(step) : [step]);

    /// <summary>How many jobs Buildkite makes of it, parallelism and matrices counted out. Waits, blocks, inputs and groups are no jobs;
    /// triggers are.</summary>
    public int JobCount =>
        (int)
            Math.Min(
                int.MaxValue,
                AllSteps.Sum(step =>
                    step switch
                    {
                        CommandStep command => command.JobCount,
                        TriggerStep => 1L,
                        _ => 0L,
                    }
                )
            );

    /// <summary>Reads a file: YAML or JSON, not yet interpolated.</summary>
    /// <returns>The document beside everything that is wrong with it; null where there is nothing to go on with.</returns>
    public static Diagnosed<PipelineDocument> Read(SourceFile file) => YamlReader.Read(file).Then(root => Parse(root, file.Path));

    /// <summary>Understands the root of a YAML document: a mapping with <c>steps</c>, or a list of steps.</summary>
    public static Diagnosed<PipelineDocument> Parse(YamlNode root, string path) => new PipelineParser(path).Parse(root);

    /// <summary>
    /// Puts variables in as the agent does before it uploads: first the environment, entry by entry from the top, each visible to those
    /// below and to all the rest; then every text and key. Numbers, signatures and the secrets at the top stay.
    /// </summary>
    /// <returns>The document with every text that could be interpolated; texts with errors (P030, P031) stay as they are.</returns>
    public Diagnosed<PipelineDocument> Interpolate(Variables variables) => new DocumentInterpolation(variables).Apply(this);

    /// <summary>The document without a key at the top: <c>x-ci</c> is meant for nobody but us.</summary>
    public PipelineDocument Without(string key) => Others.Has(key) ? this with { Others = Others.Without(key) } : this;

    /// <summary>The document as it is sent to Buildkite.</summary>
    public YamlMapping ToNode()
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        if (Env is not null) entries.Add(new YamlEntry(Env.Location, "env", Env));
        if (Secrets is { Items.IsEmpty: false }) entries.Add(new YamlEntry(Secrets.Location, "secrets", Secrets));
        entries.AddRange(Others.Entries);
        var start = SourceLocation.Of(Path);
        entries.Add(new YamlEntry(start, "steps", new YamlSequence(start, [.. Steps.Select(step => step.ToNode())])));
        return new YamlMapping(start, entries.DrainToImmutable());
    }

    /// <summary>The JSON that is sent to Buildkite, indented, characters as they are.</summary>
    public string ToJson() => JsonWriter.Write(ToNode());

    /// <summary>The same as YAML to be read by people; <see cref="Read"/> reads an equal document back.</summary>
    public string ToYaml() => YamlWriter.Write(ToNode());

    /// <summary>Equal where the same is sent; the path makes no difference.</summary>
    public bool Equals(PipelineDocument? other) => other is not null && ToNode().Equals(other.ToNode());

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Length;

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Steps.Length} steps";
}
