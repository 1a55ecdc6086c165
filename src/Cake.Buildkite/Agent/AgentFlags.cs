using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Cake.Buildkite;

/// <summary>The flags of one call, in the order in which they were added; what is null adds nothing.</summary>
/// <remarks>
/// A value always follows <c>=</c> in the flag's own argument: so a value that starts with a dash, or is empty, is read as a value by both
/// majors of the agent, and a switch can be set to false.
/// </remarks>
internal sealed partial class AgentFlags(BuildkiteAgentVersion? version)
{
    private readonly ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>();

    /// <summary>The agent's version, where the settings depend on it.</summary>
    public BuildkiteAgentVersion? Version { get; } = version;

    public ImmutableArray<string> ToArguments() => arguments.ToImmutable();

    public AgentFlags Text(string flag, string? value)
    {
        if (value is not null)
            arguments.Add($"{flag}={value}");

        return this;
    }

    public AgentFlags Switch(string flag, bool? value)
    {
        if (value is { } on)
            arguments.Add(on ? flag : $"{flag}=false");

        return this;
    }

    public AgentFlags Number(string flag, long? value) => Text(flag, value?.ToString());

    /// <summary>An enumeration's member as the agent writes it: <c>JsonPretty</c> is <c>json-pretty</c>.</summary>
    public AgentFlags Word<T>(string flag, T? value) where T : struct, Enum => Text(flag, value is { } word ? WordOf(word) : null);

    /// <summary>A span in seconds, the unit that Go's durations and the agent's plain numbers share.</summary>
    public AgentFlags Seconds(string flag, TimeSpan? value, string unit = "") =>
        Text(flag, value is { } span ? $"{Whole(flag, span, span.TotalSeconds, "seconds")}{unit}" : null);

    public AgentFlags Minutes(string flag, TimeSpan? value) =>
        Text(flag, value is { } span ? Whole(flag, span, span.TotalMinutes, "minutes") : null);

    /// <summary>One argument a value; an empty list adds nothing.</summary>
    /// <exception cref="BuildkiteAgentException">A value holds a comma, at which the agent would split it.</exception>
    public AgentFlags List(string flag, IReadOnlyList<string>? values)
    {
        foreach (var value in values ?? [])
        {
            Limits.Require(
                !value.Contains(',') && value.Length > 0,
                flag, $"'{value}' is no value for a list", "the agent splits lists at commas; give each value for itself");
            Text(flag, value);
        }

        return this;
    }

    /// <summary>Like <see cref="List"/>, but an empty list is said: it switches off what the flag's default would do.</summary>
    public AgentFlags ListOrNone(string flag, IReadOnlyList<string>? values) => values is [] ? Text(flag, "") : List(flag, values);

    private static string Whole(string flag, TimeSpan span, double count, string unit)
    {
        Limits.Require(
            span >= TimeSpan.Zero && count == Math.Floor(count),
            flag, $"'{span}' is not a whole number of {unit}", $"give 0 or more whole {unit}");
        return ((long)count).ToString();
    }

    private static string WordOf<T>(T value) where T : struct, Enum => WordStart().Replace(value.ToString(), "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
