using System.Collections.Immutable;
using System.Globalization;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>The arguments of a command, taken apart as version 4 of the agent does it.</summary>
internal sealed class AgentArguments
{
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly ImmutableArray<AgentFlag> flags;
    private readonly IReadOnlyDictionary<string, string> environment;

    private AgentArguments(ImmutableArray<AgentFlag> flags, IReadOnlyDictionary<string, string> environment)
    {
        this.flags = flags;
        this.environment = environment;
    }

    /// <summary>No arguments at all.</summary>
    public static AgentArguments None { get; } = new([], ImmutableDictionary<string, string>.Empty);

    /// <summary>What is no flag; trimmed, unless it follows <c>--</c>.</summary>
    public ImmutableArray<string> Positional { get; private set; } = [];

    /// <summary>Takes words apart. Flags may stand anywhere before <c>--</c>; what starts with a dash and is none is refused.</summary>
    /// <exception cref="AgentFailure">A flag is not known, or lacks its value.</exception>
    public static AgentArguments Parse(
        ReadOnlySpan<string> words,
        ImmutableArray<AgentFlag> flags,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var arguments = new AgentArguments(flags, environment);
        var positional = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                positional.AddRange(words[(i + 1)..]);
                break;
            }

            if (!IsFlag(word))
            {
                positional.Add(word.Trim());
                continue;
            }

            var name = word.TrimStart('-');
            string? value = null;
            if (name.IndexOf('=') is >= 0 and var at) (name, value) = (name[..at], name[(at + 1)..]);
            var flag =
                flags.FirstOrDefault(known => known.Name == name) ?? throw new AgentFailure($"flag provided but not defined: -{name}");
            if (value is null && !flag.IsSwitch)
                value = ++i < words.Length ? words[i] : throw new AgentFailure($"flag needs an argument: --{name}");
            arguments.given[name] = value ?? "true";
        }

        arguments.Positional = positional.ToImmutable();
        return arguments;
    }

    /// <summary>The positional argument at this place; null: there is none.</summary>
    public string? At(int place) => place < Positional.Length ? Positional[place] : null;

    /// <summary>A positional argument that has to be there, and not empty.</summary>
    public string Required(int place, string what) =>
        At(place) is { Length: > 0 } value ? value : throw new AgentFailure($"Missing {what}. See: `buildkite-agent --help`");

    /// <summary>A flag's text, else its variable's; null: neither is set.</summary>
    public string? Text(string name)
    {
        if (given.TryGetValue(name, out var value)) return value;
        return flags.First(flag => flag.Name == name).Variable is { } variable ? environment.GetValueOrDefault(variable) : null;
    }

    /// <summary>Whether a switch is on.</summary>
    public bool Switch(string name) => Text(name) switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var flag) => flag,
        "1" or "t" => true,
        "0" or "f" => false,
        var text => throw new AgentFailure($"could not parse '{text}' as bool value for flag {name}"),
    };

    /// <summary>A flag's whole number; null: it is not set.</summary>
    public int? Number(string name) =>
        Text(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new AgentFailure($"could not parse '{text}' as int value for flag {name}");

    // A dash alone is a word (env set -), and so is one before a digit.
    private static bool IsFlag(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) || (word.Length > 1 && word[0] == '-' && char.IsAsciiLetter(word[1]));
}
