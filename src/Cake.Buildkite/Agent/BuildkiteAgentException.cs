namespace Cake.Buildkite;

/// <summary>A call of <c>buildkite-agent</c> that did not do its work.</summary>
/// <remarks>Values that the caller marked as secret, or that travel as secrets by nature, are masked in every property.</remarks>
public sealed class BuildkiteAgentException : Exception
{
    internal BuildkiteAgentException(
        string command, BuildkiteAgentFault fault, int? exitStatus, string agentMessage, string advice, Exception? cause = null)
        : base(TextOf(command, exitStatus, agentMessage, advice), cause)
    {
        Command = command;
        Fault = fault;
        ExitStatus = exitStatus;
        AgentMessage = agentMessage;
        Advice = advice;
    }

    /// <summary>The command line without the program's name, for people: long values cut, secrets masked.</summary>
    public string Command { get; }

    /// <summary>What kind of failure it was.</summary>
    public BuildkiteAgentFault Fault { get; }

    /// <summary>The process's exit status (128 + n where signal n ended it); null where none was there to have.</summary>
    public int? ExitStatus { get; }

    /// <summary>What the agent said, reduced to the lines that tell the reason.</summary>
    public string AgentMessage { get; }

    /// <summary>What can be done about it; empty where nothing better than the message is known.</summary>
    public string Advice { get; }

    private static string TextOf(string command, int? exitStatus, string agentMessage, string advice)
    {
        var status = exitStatus is { } number ? $" ended with exit status {number}" : "";
        var told = agentMessage.Length == 0 ? "it said nothing" : agentMessage;
        return $"buildkite-agent {command}{status}: {told}{(advice.Length == 0 ? "" : $"; {advice}")}";
    }
}
