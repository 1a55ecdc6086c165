using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A command step that no file holds yet.</summary>
/// <param name="Label">What the build's page shows.</param>
/// <param name="Key">Its key.</param>
/// <param name="Queue">The queue whose agents run it.</param>
/// <param name="Command">What they run.</param>
public sealed record CommandDraft(string Label, StepKey Key, string Queue, string Command)
{
    /// <summary>Its environment, in order, and where each value comes from; null: it was made.</summary>
    public ImmutableArray<(string Name, string Text, SourceLocation? Location)> Environment { get; init; } = [];

    /// <summary>Minutes after which its jobs are ended, or null.</summary>
    public int? TimeoutMinutes { get; init; }

    /// <summary>The key of the step that it waits for, or null.</summary>
    public StepKey? WaitsFor { get; init; }

    /// <summary>What it was made of.</summary>
    public SourceLocation Location { get; init; } = YamlNode.Generated;

    /// <summary>The step as it is sent.</summary>
    public CommandStep ToStep()
    {
        var node = YamlMapping.Of(
            ("label", YamlScalar.Of(Label, Location)),
            ("key", YamlScalar.Of(Key.Text, Location)),
            ("agents", YamlMapping.Of(("queue", YamlScalar.Of(Queue, Location)))),
            ("env", YamlMapping.Of(Environment.Select(one => (one.Name, (YamlNode)YamlScalar.Of(one.Text, one.Location))))),
            ("command", YamlScalar.Of(Command, Location))
        );
        if (TimeoutMinutes is { } minutes) node = node.With("timeout_in_minutes", YamlScalar.Of(minutes, Location));
        if (WaitsFor is { } key) node = node.With("depends_on", YamlScalar.Of(key.Text, Location));
        node = node with { Location = Location };
        return new CommandStep(node, node);
    }
}
