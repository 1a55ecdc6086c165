using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent lock …</c>, between the jobs of the local build.</summary>
internal static partial class LockCalls
{
    // The agent asks as often.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly ImmutableArray<AgentFlag> Flags =
    [
        new("lock-scope", "BUILDKITE_LOCK_SCOPE"),
        new("sockets-path", "BUILDKITE_SOCKETS_PATH"),
    ];
    private static readonly ImmutableArray<AgentFlag> Waiting = [.. Flags, new("lock-wait-timeout", "BUILDKITE_LOCK_WAIT_TIMEOUT")];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new("lock acquire", Waiting, AcquireAsync),
        new("lock release", Flags, ReleaseAsync),
        new("lock do", Waiting, DoAsync),
        new("lock done", Flags, DoneAsync),
        new("lock get", Flags, GetAsync),
    ];

    private static async Task<int> AcquireAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = Key(arguments, 1);
        var token = Guid.NewGuid().ToString("N");
        await WaitAsync(
            arguments,
            key,
            async () => await call.Build.Control.TryLockAsync(key, token, cancellationToken) ? token : null,
            call,
            cancellationToken
        );
        return 0;
    }

    private static async Task<int> ReleaseAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = Key(arguments, 2);
        return await call.Build.Control.UnlockAsync(key, arguments.At(1)!, cancellationToken)
            ? 0
            : throw new AgentFailure($"lock '{key}' is not held by this token");
    }

    private static async Task<int> DoAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = Key(arguments, 1);
        await WaitAsync(
            arguments,
            key,
            async () =>
                await call.Build.Control.BeginOnceAsync(key, cancellationToken) is { } isFirst
                    ? isFirst
                        ? "do"
                        : "done"
                    : null,
            call,
            cancellationToken
        );
        return 0;
    }

    private static async Task<int> DoneAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = Key(arguments, 1);
        return await call.Build.Control.EndOnceAsync(key, cancellationToken)
            ? 0
            : throw new AgentFailure($"nobody is at the work of lock '{key}'");
    }

    private static async Task<int> GetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        await call.Output.WriteLineAsync(await call.Build.Control.LockAsync(Key(arguments, 1), cancellationToken));
        return 0;
    }

    private static string Key(AgentArguments arguments, int count)
    {
        if (arguments.Positional.Length != count)
            throw new AgentFailure(
                $"{(count == 1 ? "one argument, the lock's key, is" : "two arguments, the lock's key and its token, are")} needed, and "
                    + $"{arguments.Positional.Length} given"
            );
        if (arguments.Text("lock-scope") is { Length: > 0 } and not "machine")
            throw new AgentFailure($"lock scope '{arguments.Text("lock-scope")}' is not supported; machine is the only one");
        return arguments.Required(0, "key");
    }

    // Prints the answer once there is one.
    private static async Task WaitAsync(
        AgentArguments arguments,
        string key,
        Func<Task<string?>> tryAsync,
        AgentCall call,
        CancellationToken cancellationToken
    )
    {
        var longest = Duration(arguments.Text("lock-wait-timeout"));
        var begun = call.Time.GetTimestamp();
        while (true)
        {
            if (await tryAsync() is { } answer)
            {
                await call.Output.WriteLineAsync(answer);
                return;
            }

            if (longest > TimeSpan.Zero && call.Time.GetElapsedTime(begun) >= longest)
                throw new AgentFailure($"waited for lock '{key}' for {arguments.Text("lock-wait-timeout")}, the longest that was allowed");
            await Task.Delay(Pause, call.Time, cancellationToken);
        }
    }

    // 1h2m3.5s, as Go writes durations; 0 and nothing: no limit.
    private static TimeSpan Duration(string? text)
    {
        if (text is null or "" or "0") return TimeSpan.Zero;
        if (!WholeDuration().IsMatch(text))
            throw new AgentFailure($"could not parse '{text}' as duration value for flag lock-wait-timeout");
        return DurationPart().Matches(text).Aggregate(TimeSpan.Zero, (sum, part) => sum + (Elapsed.Parse(part.Value) ?? TimeSpan.Zero));
    }

    [GeneratedRegex(@"^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WholeDuration();

    [GeneratedRegex(@"[0-9.]+[msh]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DurationPart();
}
