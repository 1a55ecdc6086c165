using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A failure after which Buildkite runs a job again. All conditions of a rule must hold, and the first rule that fits counts.</summary>
/// <param name="ExitStatuses">Exit statuses; empty: any.</param>
/// <param name="AnyStatus">Whether <c>"*"</c> stands among them: 1 to 255, not -1.</param>
/// <param name="Signal">Signal that ended the job, or null.</param>
/// <param name="SignalReason">Why Buildkite sent a signal, or null.</param>
/// <param name="Limit">How often the job is run again: 0 to 10.</param>
public sealed record RetryRule(ImmutableArray<int> ExitStatuses, bool AnyStatus, string? Signal, string? SignalReason, int Limit)
{
    /// <summary>How often where a rule does not say.</summary>
    public const int DefaultLimit = 2;

    // What Buildkite says of a job that no signal ended.
    private const string NoSignal = "none";

    /// <summary>Whether a job that ended with this exit status, and no signal, is run again by this rule.</summary>
    public bool Covers(int exitStatus) => Covers(exitStatus, NoSignal, NoSignal);

    /// <summary>Whether a job that ended like this is run again by this rule.</summary>
    /// <param name="exitStatus">Its exit status.</param>
    /// <param name="signal">The signal that ended it, without <c>SIG</c>; <c>none</c>: none did.</param>
    /// <param name="signalReason">Why it was signalled; <c>none</c>: it was not, or nobody knows.</param>
    public bool Covers(int exitStatus, string signal, string signalReason) =>
        exitStatus != 0 && CoversWord(Signal, signal) && CoversWord(SignalReason, signalReason)
        && (ExitStatuses.Contains(exitStatus) || (AnyStatus ? exitStatus > 0 : ExitStatuses.IsEmpty));

    /// <summary>Understands <c>retry.automatic</c>: <c>true</c>, one rule or a list of rules.</summary>
    internal static ImmutableArray<RetryRule> Of(YamlNode? retry) => (retry as YamlMapping)?["automatic"] switch
    {
        YamlScalar { Canonical: "true" } => [new RetryRule([], true, null, null, DefaultLimit)],
        YamlMapping one => [One(one)],
        YamlSequence list => [.. list.Items.OfType<YamlMapping>().Select(One)],
        _ => [],
    };

    private static bool CoversWord(string? wanted, string actual) =>
        wanted is null or "*" || string.Equals(wanted.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? wanted[3..] : wanted, actual, StringComparison.OrdinalIgnoreCase);

    private static RetryRule One(YamlMapping rule)
    {
        ImmutableArray<YamlNode> statuses = rule["exit_status"] switch { YamlSequence list => list.Items, { } one => [one], null => [] };
        var texts = statuses.OfType<YamlScalar>().Select(status => status.Canonical).ToList();
        return new RetryRule(
            [.. texts.Where(text => int.TryParse(text, out _)).Select(int.Parse)],
            texts.Contains("*"),
            rule.Scalar("signal")?.Canonical,
            rule.Scalar("signal_reason")?.Canonical,
            int.TryParse(rule.Scalar("limit")?.Canonical, out var limit) ? limit : DefaultLimit);
    }
}
