namespace Cake.Buildkite;

/// <summary>The first release of the agent that has a command, or a flag of it.</summary>
/// <param name="Command">The command; empty: every one.</param>
/// <param name="Flag">With its dashes; empty: the command itself.</param>
/// <param name="Since">That release.</param>
internal sealed record AgentAge(string Command, string Flag, BuildkiteAgentVersion Since)
{
    public AgentAge(string command, string flag, int major, int minor, int patch)
        : this(command, flag, new BuildkiteAgentVersion(major, minor, patch))
    {
    }

    /// <summary>What has that age, for people.</summary>
    /// <param name="command">The command that the flag was given to.</param>
    public string Subject(string command) => Flag.Length == 0 ? $"'{command}'" : $"the flag {Flag} of '{command}'";
}
