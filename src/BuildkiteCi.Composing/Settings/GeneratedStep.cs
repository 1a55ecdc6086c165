using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Settings;

/// <summary>What <c>ci.yml</c> changes in a step that composing makes (<c>steps</c>).</summary>
public sealed record GeneratedStep
{
    // Blocks whose entries are laid over those of the step; everything else replaces.
    private const string Environment = "env";

    /// <summary>The step as composing makes it.</summary>
    public static GeneratedStep Unchanged { get; } = new();

    /// <summary>The builds that have it.</summary>
    public BuildCondition When { get; init; } = BuildCondition.Always;

    /// <summary>Attributes set in the step: <c>agents</c>, <c>secrets</c>, <c>plugins</c>, <c>retry</c>, <c>timeout_in_minutes</c>,
    /// …</summary>
    public YamlMapping Attributes { get; init; } = YamlMapping.Of();

    /// <summary>The command in place of ours; <c>{command}</c> is ours, other names in braces are values that the step has. Null:
    /// ours.</summary>
    public string? Command { get; init; }

    /// <summary>The step with the changes.</summary>
    /// <param name="step">As composing makes it.</param>
    /// <param name="values">Values by the names that stand in braces, each already a word of the shell.</param>
    public CommandStep Apply(CommandStep step, params ReadOnlySpan<(string Name, string Word)> values)
    {
        var made = step.Attributes;
        foreach (var entry in Attributes.Entries)
        {
            made = entry is { Key: Environment, Value: YamlMapping own } && made[Environment] is YamlMapping known
                ? made.With(Environment, own.Entries.Aggregate(known, (env, variable) => env.With(variable.Key, variable.Value)))
                : made.With(entry.Key, entry.Value);
        }

        if (Command is not null)
        {
            var command = Command.Replace("{command}", step.Command, StringComparison.Ordinal);
            foreach (var (name, word) in values) command = command.Replace($"{{{name}}}", word, StringComparison.Ordinal);
            made = made.With("command", YamlScalar.Of(command, made["command"]?.Location));
        }

        return new CommandStep(made, made);
    }

    /// <summary>The step with the attributes that it does not set itself.</summary>
    public Step Complete(CommandStep step) =>
        step.With(
            Attributes.Entries.Where(entry => !step.Attributes.Has(entry.Key))
                .Aggregate(step.Attributes, (made, entry) => made.With(entry.Key, entry.Value))
        );
}
