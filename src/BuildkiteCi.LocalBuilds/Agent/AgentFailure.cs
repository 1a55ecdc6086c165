namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>Ends a call with the agent's exit status.</summary>
internal sealed class AgentFailure : Exception
{
    public AgentFailure()
    {
    }

    public AgentFailure(string message)
        : base(message)
    {
    }

    public AgentFailure(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>1 for nearly everything.</summary>
    public int ExitStatus { get; init; } = 1;
}
