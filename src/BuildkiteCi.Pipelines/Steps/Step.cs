using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>
/// A step of a pipeline, in the form in which Buildkite gets it: short forms and aliases are written out, keys that we know nothing of are
/// kept. The kinds are a closed set: <see cref="CommandStep"/>, <see cref="WaitStep"/>, <see cref="BlockStep"/>, <see cref="InputStep"/>,
/// <see cref="TriggerStep"/>, <see cref="GroupStep"/> and <see cref="UnknownStep"/>.
/// </summary>
/// <param name="Node">The step as it is sent: a mapping, or for some kinds a bare word.</param>
/// <param name="Source">The step as it is in its file, before anything was done to it.</param>
public abstract record Step(YamlNode Node, YamlNode Source)
{
    /// <summary>What the field calls this kind of step: <c>command</c>, <c>wait</c>, …</summary>
    public abstract string Kind { get; }

    /// <summary>The step's attributes, those of a nested form too; empty for a bare word.</summary>
    public virtual YamlMapping Body => Node as YamlMapping ?? YamlMapping.Of();

    /// <summary>Where the step starts.</summary>
    public SourceLocation Location => Source.Location;

    /// <summary>The key by which other steps and <c>step get</c> name it, or null. Not yet checked: see <see cref="StepKey"/>.</summary>
    public YamlScalar? Key => FirstText("key", "id", "identifier");

    /// <summary>What the build's page shows, or null.</summary>
    public virtual YamlScalar? Label => FirstText("label", "name");

    /// <summary>What this step waits for, in order.</summary>
    public ImmutableArray<Dependency> DependsOn => Dependency.Of(Body["depends_on"]);

    /// <summary>
    /// Whether the step lists what it waits for: one that does ignores waits and blocks before it, even where the list is empty.
    /// </summary>
    public bool NamesDependencies => Body.Has("depends_on");

    /// <summary>Whether it runs although steps that it waits for failed.</summary>
    public bool AllowsDependencyFailure => Flag("allow_dependency_failure");

    /// <summary>The condition under which the step is in the build, or null.</summary>
    public YamlScalar? If => Text("if");

    /// <summary>The patterns of branches on which the step is in the build, separated by blanks, or null. A list means the same.</summary>
    public YamlScalar? Branches => Body["branches"] is YamlSequence list
        ? YamlScalar.Of(string.Join(' ', list.Items.OfType<YamlScalar>().Select(item => item.Canonical)), list.Location)
        : Text("branches");

    /// <summary>What people call the step: its key, else its label, else its kind.</summary>
    public string Name => Key?.Canonical ?? Label?.Canonical ?? Kind;

    /// <summary>Two steps are equal where they are sent alike.</summary>
    public virtual bool Equals(Step? other) => other is not null && GetType() == other.GetType() && Node.Equals(other.Node);

    /// <inheritdoc/>
    public override int GetHashCode() => Node.GetHashCode();

    /// <summary>Kind and name.</summary>
    public sealed override string ToString() => $"{Kind} step '{Name}'";

    /// <summary>The step as it is sent to Buildkite.</summary>
    public virtual YamlNode ToNode() => Node;

    /// <summary>The step with other dependencies; with none it lists none.</summary>
    public Step WaitingFor(ImmutableArray<Dependency> dependencies) =>
        With(
            dependencies.IsEmpty
                ? Body.Without("depends_on")
                : Body.With("depends_on", Dependency.ToNode(dependencies, Body["depends_on"]?.Location ?? YamlNode.Generated))
        );

    /// <summary>The step with another node.</summary>
    public abstract Step With(YamlNode node);

    /// <summary>The text of an attribute; null where it is missing, nothing, or empty.</summary>
    private protected YamlScalar? Text(string key) => Body.Scalar(key) is { Canonical.Length: > 0 } scalar ? scalar : null;

    /// <summary>Whether an attribute is <c>true</c>.</summary>
    private protected bool Flag(string key) => Body.Scalar(key) is { Canonical: "true" };

    private YamlScalar? FirstText(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (Text(key) is { } text)
                return text;
        return null;
    }
}
