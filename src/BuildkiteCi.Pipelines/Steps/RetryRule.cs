using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A failure after which Buildkite runs a job again. All conditions of a rule must hold, and the first rule that fits
/// counts.</summary>
/// <param name="ExitStatuses">Exit statuses; empty: any.</param>
/// <param name="AnyStatus">Whether <c>"*"</c> is among them: 1 to 255, not -1.</param>
/// <param name="Signals">Signals that ended the job; empty: any, and none.</param>
/// <param name="SignalReasons">Why Buildkite sent a signal; empty: whatever for.</param>
/// <param name="Limit">How often the job is run again: 0 to 10.</param>
public sealed record RetryRule(
    ImmutableArray<int> ExitStatuses,
    bool AnyStatus,
    ImmutableArray<string> Signals,
    ImmutableArray<string> SignalReasons,
    int Limit
)
{
    /// <summary>How often where a rule does not say.</summary>
    public const int DefaultLimit = 2;

    // What Buildkite reports of a job that no signal ended.
    private const string NoSignal = "none";

    /// <summary>Whether a job that ended with this exit status, and no signal, is run again by this rule.</summary>
    public bool Covers(int exitStatus) => Covers(exitStatus, NoSignal, NoSignal);

    /// <summary>Whether a job that ended like this is run again by this rule.</summary>
    /// <param name="exitStatus">Its exit status.</param>
    /// <param name="signal">The signal that ended it, without <c>SIG</c>; <c>none</c>: none did.</param>
    /// <param name="signalReason">Why it was signalled; <c>none</c>: it was not, or nobody knows.</param>
    public bool Covers(int exitStatus, string signal, string signalReason) =>
        exitStatus != 0 && CoversWord(Signals, signal) && CoversWord(SignalReasons, signalReason)
        && (ExitStatuses.Contains(exitStatus) || (AnyStatus ? exitStatus > 0 : ExitStatuses.IsEmpty));

    /// <summary>Understands <c>retry.automatic</c>: <c>true</c>, one rule or a list of rules.</summary>
    internal static ImmutableArray<RetryRule> Of(YamlNode? retry) => (retry as YamlMapping)?["automatic"] switch
    {
        YamlScalar { Canonical: "true" } => [new RetryRule([], true, [], [], DefaultLimit)],
        YamlMapping one => [One(one)],
        YamlSequence list => [.. list.Items.OfType<YamlMapping>().Select(One)],
        _ => [],
    };

    private static bool CoversWord(ImmutableArray<string> wanted, string actual) =>
        wanted.IsEmpty || wanted.Any(word =>
            word == "*"
            || string.Equals(
                word.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? word[3..] : word,
                actual,
                StringComparison.OrdinalIgnoreCase
            )
        );

    private static RetryRule One(YamlMapping rule)
    {
        var texts = Texts(rule["exit_status"]);
        return new RetryRule(
            [.. texts.Where(text => int.TryParse(text, out _)).Select(int.Parse)],
            texts.Contains("*"),
            Texts(rule["signal"]),
            Texts(rule["signal_reason"]),
            int.TryParse(rule.Scalar("limit")?.Canonical, out var limit) ? limit : DefaultLimit);
    }

    private static ImmutableArray<string> Texts(YamlNode? node) => node switch
    {
        YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Canonical)],
        YamlScalar one => [one.Canonical],
        _ => [],
    };
}
