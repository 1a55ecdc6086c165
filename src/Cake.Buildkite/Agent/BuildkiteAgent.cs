using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Buildkite;

/// <summary>The commands of <c>buildkite-agent</c>, by what they are about. Every one has a synchronous and an asynchronous form.</summary>
/// <remarks>Safe for several callers at once: apart from the version that was asked, it keeps nothing between calls.</remarks>
public sealed class BuildkiteAgent
{
    private readonly AgentTool tool;

    /// <summary>Takes the parts that are needed from a build's context.</summary>
    public BuildkiteAgent(ICakeContext context)
        : this(context?.FileSystem!, context?.Environment!, context?.Tools!, context?.Log!)
    {
    }

    /// <summary>Takes the parts one by one.</summary>
    /// <param name="fileSystem">Where tool and pipeline files are looked for.</param>
    /// <param name="environment">Working directory, and the folder of the agent's program in a job.</param>
    /// <param name="tools">Finds the program on the <c>PATH</c>.</param>
    /// <param name="log">Gets the agent's log lines at <see cref="Verbosity.Verbose"/>, and a warning for each try that is made
    /// again.</param>
    public BuildkiteAgent(IFileSystem fileSystem, ICakeEnvironment environment, IToolLocator tools, ICakeLog log)
        : this(new AgentTool(NotNull(fileSystem), NotNull(environment), NotNull(tools), NotNull(log)))
    {
    }

    internal BuildkiteAgent(AgentTool tool)
    {
        this.tool = tool;
        Annotations = new(tool);
        Artifacts = new(tool);
        Builds = new(tool);
        Caches = new(tool);
        Control = new(tool);
        Env = new(tool);
        Jobs = new(tool);
        Locks = new(tool);
        MetaData = new(tool);
        Oidc = new(tool);
        Pipelines = new(tool);
        Redactor = new(tool);
        Secrets = new(tool);
        Signing = new(tool);
        Steps = new(tool);
        Workdir = new(tool);
    }

    /// <summary>Notes on the page of the build or of a job.</summary>
    public BuildkiteAnnotations Annotations { get; }

    /// <summary>Files that are kept with a build.</summary>
    public BuildkiteArtifacts Artifacts { get; }

    /// <summary>Builds as a whole.</summary>
    public BuildkiteBuilds Builds { get; }

    /// <summary>Folders kept from one build to the next.</summary>
    public BuildkiteCaches Caches { get; }

    /// <summary>The agent that runs this job.</summary>
    public BuildkiteAgentControl Control { get; }

    /// <summary>The environment of the job's later phases.</summary>
    public BuildkiteJobEnvironment Env { get; }

    /// <summary>Jobs that have not finished.</summary>
    public BuildkiteJobs Jobs { get; }

    /// <summary>Locks between the processes of one machine.</summary>
    public BuildkiteLocks Locks { get; }

    /// <summary>Values that all jobs of a build share.</summary>
    public BuildkiteMetaData MetaData { get; }

    /// <summary>Tokens that prove to others which job is running.</summary>
    public BuildkiteOidc Oidc { get; }

    /// <summary>Steps that are added to the running build.</summary>
    public BuildkitePipelines Pipelines { get; }

    /// <summary>Values that the job's log must not show.</summary>
    public BuildkiteRedactor Redactor { get; }

    /// <summary>Secrets that Buildkite keeps.</summary>
    public BuildkiteSecrets Secrets { get; }

    /// <summary>Keys and signatures of pipelines.</summary>
    public BuildkiteSigning Signing { get; }

    /// <summary>Steps of a build.</summary>
    public BuildkiteSteps Steps { get; }

    /// <summary>The folder in which the job's later phases start.</summary>
    public BuildkiteWorkdir Workdir { get; }

    /// <summary>The version of the agent on the <c>PATH</c>; the program is asked once.</summary>
    /// <exception cref="BuildkiteAgentException">There is no agent, or its answer holds no version.</exception>
    public Task<BuildkiteAgentVersion> VersionAsync(CancellationToken cancellationToken) =>
        tool.VersionAsync(new BuildkiteAgentResumeSettings(), cancellationToken);

    private static T NotNull<T>(T value) where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
