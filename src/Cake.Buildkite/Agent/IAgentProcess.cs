using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>A running process of the agent.</summary>
internal interface IAgentProcess : IProcess
{
    /// <summary>Waits for the end and all output; ends the whole process tree when cancelled.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tree is gone by then.</exception>
    Task<AgentExit> ExitAsync(CancellationToken cancellationToken);
}
