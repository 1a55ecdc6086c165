using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Buildkite;

/// <summary>The module's agent, made by the build's container, which cannot choose between the constructors of a
/// <see cref="BuildkiteAgent"/>.</summary>
internal sealed class ModuleAgent
{
    public ModuleAgent(IFileSystem fileSystem, ICakeEnvironment environment, IToolLocator tools, ICakeLog log)
        : this(new BuildkiteAgent(fileSystem, environment, tools, log))
    {
    }

    internal ModuleAgent(BuildkiteAgent agent) => Agent = agent;

    public BuildkiteAgent Agent { get; }
}
