using System.Text.RegularExpressions;

namespace Cake.Buildkite;

/// <summary>What a failed call's exit status and log lines tell.</summary>
/// <remarks>The agent knows little more than exit status 1, so the reason has to be read out of its message.</remarks>
internal static partial class AgentFailure
{
    private const int LastLines = 5;

    /// <summary>128 + 2 and 128 + 15: how a cancelled job's processes end. Trying again would only delay the end.</summary>
    private static readonly int[] CancelStatuses = [130, 143];

    private static readonly (BuildkiteAgentFault Fault, Regex Pattern)[] Signs =
    [
        (BuildkiteAgentFault.NotFound, NotFoundPattern()),
        (BuildkiteAgentFault.Transient, ServerTroublePattern()),
        (BuildkiteAgentFault.Refused, RefusedPattern()),
        (BuildkiteAgentFault.Transient, NetworkTroublePattern()),
        (BuildkiteAgentFault.Usage, UsagePattern()),
    ];

    /// <summary>Judges by the status first: a signal is clearer than what was logged before it.</summary>
    public static BuildkiteAgentFault FaultOf(int status, string message) =>
        status is > 128 and < 160 ? BuildkiteAgentFault.Killed
        : Signs.FirstOrDefault(sign => sign.Pattern.IsMatch(message)) is { Pattern: not null } found ? found.Fault
        : status == 3 ? BuildkiteAgentFault.Usage    // v4 for an unknown sub-command
        : BuildkiteAgentFault.Failed;

    /// <summary>Whether the same call may pass if it is made again.</summary>
    public static bool MayPass(BuildkiteAgentFault fault, int? status) =>
        fault == BuildkiteAgentFault.Transient || (fault == BuildkiteAgentFault.Killed && !CancelStatuses.Contains(status ?? 0));

    /// <summary>The lines that tell the reason: the log's fatal one, else a usage error's first, else the log's last few.</summary>
    /// <param name="log">What the agent wrote to its standard error.</param>
    /// <param name="output">
    /// What it printed: usage errors stand there in major 3, with the help text behind them. Nothing else of it is shown, since it may be a
    /// secret.
    /// </param>
    public static string MessageOf(string log, string output)
    {
        var lines = LinesOf(log);
        if (lines.FindLast(line => FatalMark().IsMatch(line)) is { } fatal)
            return FatalMark().Replace(fatal, "", 1);

        return lines.Concat(LinesOf(output)).FirstOrDefault(line => UsagePattern().IsMatch(line))
            ?? string.Join(Environment.NewLine, lines.TakeLast(LastLines));
    }

    /// <summary>What to do about it, in the order in which a reader would try.</summary>
    public static string AdviceFor(BuildkiteAgentFault fault, string command, IReadOnlyCollection<string> arguments, string message) =>
        fault switch
        {
            BuildkiteAgentFault.Usage when AgentAges.Refused(command, arguments, message) is { } age =>
                $"{age.Subject(command)} needs agent {age.Since} or newer: look at 'buildkite-agent --version'",
            BuildkiteAgentFault.Usage => "look at 'buildkite-agent --version': this agent is too old or too new for the flags used",
            BuildkiteAgentFault.NotFound =>
                "check the key, the step, the build and the artifact's path; in another build name it in the settings",
            BuildkiteAgentFault.Refused =>
                "Buildkite will refuse it again: check the values, and that the job still runs and its token is valid",
            BuildkiteAgentFault.Transient => "the network or Buildkite had trouble: run the job again",
            BuildkiteAgentFault.Killed => "it was ended from outside: a cancelled job, or too little memory",
            BuildkiteAgentFault.NotStarted => "install the agent, put its folder on the PATH, or set ToolPath in the settings",
            BuildkiteAgentFault.TimedOut => "set a longer ToolTimeout in the settings, or look why it takes so long with Debug = true",
            _ => "",
        };

    private static List<string> LinesOf(string text) =>
        [.. ControlSequence().Replace(text, "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(
        @"\b404 Not Found\b|\bno artifacts? (were )?found\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NotFoundPattern();

    [GeneratedRegex(@":\s(429|5\d\d)\s[A-Z]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ServerTroublePattern();

    [GeneratedRegex(@":\s4\d\d\s[A-Z]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RefusedPattern();

    // The words in which Go's network packages report that the other side could not be reached or went away.
    [GeneratedRegex(
        "connection (refused|reset)|broken pipe|no such host|i/o timeout|timeout awaiting|deadline exceeded|Client.Timeout|TLS handshake"
        + "|unexpected EOF|: EOF|network is unreachable|no route to host|server misbehaving|temporary failure|stream error|GOAWAY",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NetworkTroublePattern();

    [GeneratedRegex(
        "incorrect usage|flag provided but not defined|no help topic for|unknown (command|flag)|invalid value .* for flag",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex UsagePattern();

    [GeneratedRegex(@"^.*?(buildkite-agent: fatal: |\bFATAL\s+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FatalMark();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\x1b_[^\a]*\a|\r", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ControlSequence();
}
