using System.Collections.Immutable;
using System.Globalization;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>An argument of a command: <c>name</c> becomes <c>--name</c>.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="NameLocation">Where its name is written.</param>
/// <param name="Value">Its value.</param>
public sealed record CaseArgument(string Name, SourceLocation NameLocation, ArgumentValue Value)
{
    /// <summary>The value on a machine; null where it is a map that has none for it.</summary>
    internal ArgumentValue? On(CaseMachine machine) => Value is MachineArgument map ? map.For(machine.MapKey) : Value;

    /// <summary>That value where it is a count.</summary>
    internal long? CountOn(CaseMachine machine) =>
        On(machine) is TextArgument { Text: var text }
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;
}

/// <summary>What an argument holds.</summary>
/// <param name="Location">Where it is written.</param>
public abstract record ArgumentValue(SourceLocation Location);

/// <summary>A string or a number, as it is written.</summary>
public sealed record TextArgument(SourceLocation Location, string Text) : ArgumentValue(Location);

/// <summary><c>true</c>: the bare flag; <c>false</c>: nothing at all, not <c>--no-…</c>.</summary>
public sealed record FlagArgument(SourceLocation Location, bool IsSet) : ArgumentValue(Location);

/// <summary>A value for each machine: the machine's key, else <c>default</c>, else it is an error.</summary>
public sealed record MachineArgument(SourceLocation Location, ImmutableArray<MachineEntry> Entries) : ArgumentValue(Location)
{
    /// <summary>The key for machines that have none of their own.</summary>
    public const string Default = "default";

    /// <summary>The value for a machine (null: a machine without a key), or null where there is none.</summary>
    public ArgumentValue? For(string? mapKey) =>
        (Entries.FirstOrDefault(entry => entry.Key == mapKey) ?? Entries.FirstOrDefault(entry => entry.Key == Default))?.Value;
}

/// <summary>One machine's value.</summary>
public sealed record MachineEntry(string Key, SourceLocation KeyLocation, ArgumentValue Value);
