using System.Collections.Immutable;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>The job.</summary>
public sealed class BuildkiteJobInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteJobInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>A UUID (<c>BUILDKITE_JOB_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_JOB_ID");

    /// <summary>What it runs (<c>BUILDKITE_COMMAND</c>).</summary>
    public string? Command => variables.Text("BUILDKITE_COMMAND");

    /// <summary>How often it was retried before, from 0 (<c>BUILDKITE_RETRY_COUNT</c>).</summary>
    public int? RetryCount => variables.Index("BUILDKITE_RETRY_COUNT");

    /// <summary>How long it may take; null: no limit of its own (<c>BUILDKITE_TIMEOUT</c>).</summary>
    public TimeSpan? Timeout => variables.Minutes("BUILDKITE_TIMEOUT");

    /// <summary>What is uploaded at its end, patterns with <c>;</c> between them (<c>BUILDKITE_ARTIFACT_PATHS</c>).</summary>
    public string? ArtifactPaths => variables.Text("BUILDKITE_ARTIFACT_PATHS");

    /// <summary>Where artifacts go; null: to Buildkite's own storage (<c>BUILDKITE_ARTIFACT_UPLOAD_DESTINATION</c>).</summary>
    public string? ArtifactUploadDestination => variables.Text("BUILDKITE_ARTIFACT_UPLOAD_DESTINATION");

    /// <summary>File of its variables (<c>BUILDKITE_ENV_FILE</c>).</summary>
    public FilePath? EnvFile => variables.File("BUILDKITE_ENV_FILE");

    /// <summary>The same file as JSON (<c>BUILDKITE_ENV_JSON_FILE</c>).</summary>
    public FilePath? EnvJsonFile => variables.File("BUILDKITE_ENV_JSON_FILE");

    /// <summary>Variables that the agent did not let it set (<c>BUILDKITE_IGNORED_ENV</c>).</summary>
    public ImmutableArray<string> IgnoredEnv => variables.List("BUILDKITE_IGNORED_ENV");

    /// <summary>File of its log so far; null where the agent keeps none (<c>BUILDKITE_JOB_LOG_TMPFILE</c>).</summary>
    public FilePath? LogFile => variables.File("BUILDKITE_JOB_LOG_TMPFILE");

    /// <summary>Its plugins, as JSON (<c>BUILDKITE_PLUGINS</c>).</summary>
    public string? Plugins => variables.Text("BUILDKITE_PLUGINS");

    /// <summary>In a plugin: its options, as JSON (<c>BUILDKITE_PLUGIN_CONFIGURATION</c>).</summary>
    public string? PluginConfiguration => variables.Text("BUILDKITE_PLUGIN_CONFIGURATION");

    /// <summary>In a plugin: its name (<c>BUILDKITE_PLUGIN_NAME</c>).</summary>
    public string? PluginName => variables.Text("BUILDKITE_PLUGIN_NAME");

    /// <summary>Whether options of plugins are checked (<c>BUILDKITE_PLUGIN_VALIDATION</c>).</summary>
    public bool? PluginValidation => variables.Flag("BUILDKITE_PLUGIN_VALIDATION");

    /// <summary>In hooks behind the command: how it ended (<c>BUILDKITE_COMMAND_EXIT_STATUS</c>).</summary>
    public int? CommandExitStatus => variables.Status("BUILDKITE_COMMAND_EXIT_STATUS");

    /// <summary>In hooks: how the one before ended (<c>BUILDKITE_LAST_HOOK_EXIT_STATUS</c>).</summary>
    public int? LastHookExitStatus => variables.Status("BUILDKITE_LAST_HOOK_EXIT_STATUS");

    /// <summary>True once it was cancelled (<c>BUILDKITE_JOB_CANCELLED</c>).</summary>
    public bool? IsCancelled => variables.Flag("BUILDKITE_JOB_CANCELLED");

    /// <summary>True where a timeout cancelled it (<c>BUILDKITE_JOB_TIMED_OUT</c>).</summary>
    public bool? IsTimedOut => variables.Flag("BUILDKITE_JOB_TIMED_OUT");

    /// <summary>Socket by which its environment can be changed (<c>BUILDKITE_AGENT_JOB_API_SOCKET</c>).</summary>
    public string? ApiSocket => variables.Text("BUILDKITE_AGENT_JOB_API_SOCKET");

    /// <summary>Token for that socket; a secret (<c>BUILDKITE_AGENT_JOB_API_TOKEN</c>).</summary>
    public string? ApiToken => variables.Text("BUILDKITE_AGENT_JOB_API_TOKEN");

    /// <summary>In a hook: its phase (<c>BUILDKITE_HOOK_PHASE</c>).</summary>
    public string? HookPhase => variables.Text("BUILDKITE_HOOK_PHASE");

    /// <summary>In a hook: its file (<c>BUILDKITE_HOOK_PATH</c>).</summary>
    public FilePath? HookPath => variables.File("BUILDKITE_HOOK_PATH");

    /// <summary>In a hook: whose it is (<c>BUILDKITE_HOOK_SCOPE</c>).</summary>
    public string? HookScope => variables.Text("BUILDKITE_HOOK_SCOPE");

    /// <summary>An old name of the command (<c>BUILDKITE_SCRIPT_PATH</c>).</summary>
    public string? ScriptPath => variables.Text("BUILDKITE_SCRIPT_PATH");
}
