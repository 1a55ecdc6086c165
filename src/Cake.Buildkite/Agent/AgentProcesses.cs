using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Starts the agent's processes in place of Cake's own runner, whose processes know neither cancellation nor the end of a
/// tree.</summary>
internal sealed class AgentProcesses : IProcessRunner
{
    public IProcess Start(FilePath filePath, ProcessSettings settings) => AgentProcess.Start(filePath, settings);
}
