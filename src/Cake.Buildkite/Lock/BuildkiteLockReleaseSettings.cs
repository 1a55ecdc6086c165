using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Where the lock is that is given back.</summary>
/// <remarks>Options of <c>buildkite-agent lock release</c>.</remarks>
public sealed class BuildkiteLockReleaseSettings : BuildkiteAgentSettings
{
    /// <summary>Who shares the lock; the agent knows <c>machine</c> alone (<c>--lock-scope</c>).</summary>
    public string? LockScope { get; set; }

    /// <summary>Folder of the agent's sockets (<c>--sockets-path</c>).</summary>
    public DirectoryPath? SocketsPath { get; set; }

    internal override string Command => "lock release";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--lock-scope", LockScope)
        .Text("--sockets-path", SocketsPath?.FullPath);
}
