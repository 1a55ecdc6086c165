using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>One call of the agent as a value: settings in, argument list and standard input out. Nothing happens until a tool runs
/// it.</summary>
internal sealed record AgentCall(BuildkiteAgentSettings Settings)
{
    private const int ShownLength = 80;
    private const int ShortestInText = 4;
    private const string Mask = "[REDACTED]";

    /// <summary>Flags that the caller's choice of method implies, such as the format that its result is read from.</summary>
    public ImmutableArray<string> ImpliedFlags { get; init; } = [];

    /// <summary>Positional arguments. None of them is read as a flag, whatever it holds.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>What the agent reads on standard input; null: an empty stream.</summary>
    public string? Input { get; init; }

    /// <summary>Whether the command is known to do no harm when it runs twice.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Texts that no message may show.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Exit statuses that are answers, not failures.</summary>
    public ImmutableArray<int> Answers { get; init; } = [0];

    public AgentCall With(params ReadOnlySpan<string> words) => this with { Words = [.. Words, .. words] };

    public AgentCall WithFlag(string flag) => this with { ImpliedFlags = [.. ImpliedFlags, flag] };

    /// <summary>The whole argument list for an agent of that version; null: nobody had to ask for it.</summary>
    public ImmutableArray<string> ArgumentsFor(BuildkiteAgentVersion? version)
    {
        ImmutableArray<string> flags = [.. Settings.AllFlags(version).ToArguments(), .. ImpliedFlags];
        ImmutableArray<string> command = [.. Settings.Command.Split(' ')];
        // As the agent's own help has it, so that logs and people's wrappers of the agent read it; behind -- where a word needs that:
        // before it, version 4 takes a leading dash for a flag's and trims blanks.
        return Words.All(IsPlain) ? [.. command, .. Words, .. flags] : [.. command, .. flags, "--", .. Words];
    }

    private static bool IsPlain(string word) => word.Length > 0 && word[0] != '-' && word.AsSpan().Trim().Length == word.Length;

    /// <summary>A text without this call's secrets. Very short ones are left in running text, or it would be riddled with holes.</summary>
    public string Masked(string text) =>
        AllSecrets.Where(secret => secret.Length >= ShortestInText)
            .OrderByDescending(secret => secret.Length)
            .Aggregate(text, (shown, secret) => shown.Replace(secret, Mask, StringComparison.Ordinal));

    /// <summary>One argument for people; masked whole where it is a secret, however short.</summary>
    public string Shown(string argument) => AllSecrets.Contains(argument, StringComparer.Ordinal) ? Mask : Masked(argument);

    /// <summary>The command line for people.</summary>
    public string ShownWith(ImmutableArray<string> arguments) =>
        string.Join(' ', arguments.Select(Shown).Select(argument =>
            argument.Length > ShownLength ? string.Concat(argument.AsSpan(0, ShownLength), "…") : argument));

    private IEnumerable<string> AllSecrets =>
        Secrets.Concat(Settings.SecretVariables.Select(variable => variable.Value)).Where(secret => secret.Length > 0);
}
