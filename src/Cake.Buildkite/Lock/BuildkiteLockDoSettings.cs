using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Where once-only work is registered, and how long another's is waited for.</summary>
/// <remarks>Options of <c>buildkite-agent lock do</c>.</remarks>
public sealed class BuildkiteLockDoSettings : BuildkiteAgentSettings
{
    /// <summary>Who shares the lock; the agent knows <c>machine</c> alone (<c>--lock-scope</c>).</summary>
    public string? LockScope { get; set; }

    /// <summary>Folder of the agent's sockets (<c>--sockets-path</c>).</summary>
    public DirectoryPath? SocketsPath { get; set; }

    /// <summary>
    /// The longest wait, in whole seconds; null or zero: no limit but the call's own timeout (<c>--lock-wait-timeout</c>).
    /// </summary>
    public TimeSpan? LockWaitTimeout { get; set; }

    internal override string Command => "lock do";

    /// <summary>A little longer than the agent waits itself, so that its own message is seen.</summary>
    internal override TimeSpan Patience =>
        LockWaitTimeout is { } wait && wait > TimeSpan.Zero ? wait + TimeSpan.FromMinutes(1) : TimeSpan.FromHours(2);

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--lock-scope", LockScope)
        .Text("--sockets-path", SocketsPath?.FullPath)
        .Seconds("--lock-wait-timeout", LockWaitTimeout, unit: "s");
}
