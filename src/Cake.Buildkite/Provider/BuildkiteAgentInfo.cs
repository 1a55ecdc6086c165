using System.Collections.Immutable;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>The agent that runs the job.</summary>
public sealed class BuildkiteAgentInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteAgentInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Token for this job's calls; a secret (<c>BUILDKITE_AGENT_ACCESS_TOKEN</c>).</summary>
    public string? AccessToken => variables.Text("BUILDKITE_AGENT_ACCESS_TOKEN");

    /// <summary>Base address of the API (<c>BUILDKITE_AGENT_ENDPOINT</c>).</summary>
    public Uri? Endpoint => variables.Address("BUILDKITE_AGENT_ENDPOINT");

    /// <summary>Id (<c>BUILDKITE_AGENT_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_AGENT_ID");

    /// <summary>Name (<c>BUILDKITE_AGENT_NAME</c>).</summary>
    public string? Name => variables.Text("BUILDKITE_AGENT_NAME");

    /// <summary>Its process (<c>BUILDKITE_AGENT_PID</c>).</summary>
    public int? ProcessId => variables.Number("BUILDKITE_AGENT_PID");

    /// <summary><c>hosted</c> or <c>self-hosted</c> (<c>BUILDKITE_COMPUTE_TYPE</c>).</summary>
    public string? ComputeType => variables.Text("BUILDKITE_COMPUTE_TYPE");

    /// <summary>Folder of its program (<c>BUILDKITE_BIN_PATH</c>).</summary>
    public DirectoryPath? BinPath => variables.Folder("BUILDKITE_BIN_PATH");

    /// <summary>Folder of all checkouts (<c>BUILDKITE_BUILD_PATH</c>).</summary>
    public DirectoryPath? BuildPath => variables.Folder("BUILDKITE_BUILD_PATH");

    /// <summary>Its configuration file (<c>BUILDKITE_CONFIG_PATH</c>).</summary>
    public FilePath? ConfigPath => variables.File("BUILDKITE_CONFIG_PATH");

    /// <summary>Folder of its hooks (<c>BUILDKITE_HOOKS_PATH</c>).</summary>
    public DirectoryPath? HooksPath => variables.Folder("BUILDKITE_HOOKS_PATH");

    /// <summary>Folder of its plugins (<c>BUILDKITE_PLUGINS_PATH</c>).</summary>
    public DirectoryPath? PluginsPath => variables.Folder("BUILDKITE_PLUGINS_PATH");

    /// <summary>Folder of its sockets (<c>BUILDKITE_SOCKETS_PATH</c>).</summary>
    public DirectoryPath? SocketsPath => variables.Folder("BUILDKITE_SOCKETS_PATH");

    /// <summary>What runs commands (<c>BUILDKITE_SHELL</c>).</summary>
    public string? Shell => variables.Text("BUILDKITE_SHELL");

    /// <summary>Patterns of variables whose values are masked (<c>BUILDKITE_REDACTED_VARS</c>).</summary>
    public ImmutableArray<string> RedactedVars => variables.List("BUILDKITE_REDACTED_VARS");

    /// <summary>Whether it uses HTTP/1.1 (<c>BUILDKITE_NO_HTTP2</c>).</summary>
    public bool? NoHttp2 => variables.Flag("BUILDKITE_NO_HTTP2");

    /// <summary>Whether it logs everything (<c>BUILDKITE_AGENT_DEBUG</c>).</summary>
    public bool? Debug => variables.Flag("BUILDKITE_AGENT_DEBUG");

    /// <summary>Whether it stops after this job (<c>BUILDKITE_AGENT_DISCONNECT_AFTER_JOB</c>).</summary>
    public bool? DisconnectAfterJob => variables.Flag("BUILDKITE_AGENT_DISCONNECT_AFTER_JOB");

    /// <summary>After how long without a job it stops (<c>BUILDKITE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT</c>).</summary>
    public TimeSpan? DisconnectAfterIdleTimeout => variables.Seconds("BUILDKITE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT");

    /// <summary>Experiments that are switched on (<c>BUILDKITE_AGENT_EXPERIMENT</c>).</summary>
    public ImmutableArray<string> Experiments => variables.List("BUILDKITE_AGENT_EXPERIMENT");

    /// <summary>Where it tells that it lives (<c>BUILDKITE_AGENT_HEALTH_CHECK_ADDR</c>).</summary>
    public string? HealthCheckAddress => variables.Text("BUILDKITE_AGENT_HEALTH_CHECK_ADDR");

    /// <summary>Where caches are kept (<c>BUILDKITE_AGENT_CACHE_STORE_URL</c>).</summary>
    public string? CacheStoreUrl => variables.Text("BUILDKITE_AGENT_CACHE_STORE_URL");

    /// <summary>Signal that cancelled commands get (<c>BUILDKITE_CANCEL_SIGNAL</c>).</summary>
    public string? CancelSignal => variables.Text("BUILDKITE_CANCEL_SIGNAL");

    /// <summary>Major 3: how long they have to end (<c>BUILDKITE_CANCEL_GRACE_PERIOD</c>).</summary>
    public TimeSpan? CancelGracePeriod => variables.Duration("BUILDKITE_CANCEL_GRACE_PERIOD");

    /// <summary>Major 4: how long they have to end (<c>BUILDKITE_CANCEL_SIGNAL_TIMEOUT</c>).</summary>
    public TimeSpan? CancelSignalTimeout => variables.Duration("BUILDKITE_CANCEL_SIGNAL_TIMEOUT");

    /// <summary>Major 4: how long the agent itself has then (<c>BUILDKITE_CANCEL_CLEANUP_TIMEOUT</c>).</summary>
    public TimeSpan? CancelCleanupTimeout => variables.Duration("BUILDKITE_CANCEL_CLEANUP_TIMEOUT");

    /// <summary>Whether commands may be any shell text (<c>BUILDKITE_COMMAND_EVAL</c>).</summary>
    public bool? CommandEval => variables.Flag("BUILDKITE_COMMAND_EVAL");

    /// <summary>Whether the repository's hooks run (<c>BUILDKITE_LOCAL_HOOKS_ENABLED</c>).</summary>
    public bool? LocalHooks => variables.Flag("BUILDKITE_LOCAL_HOOKS_ENABLED");

    /// <summary>Whether plugins run (<c>BUILDKITE_PLUGINS_ENABLED</c>).</summary>
    public bool? Plugins => variables.Flag("BUILDKITE_PLUGINS_ENABLED");

    /// <summary>Whether unknown hosts are taken in (<c>BUILDKITE_SSH_KEYSCAN</c>).</summary>
    public bool? SshKeyscan => variables.Flag("BUILDKITE_SSH_KEYSCAN");

    /// <summary>False where commands have no pseudo-terminal, else null (<c>BUILDKITE_PTY</c>).</summary>
    public bool? Pty => variables.Flag("BUILDKITE_PTY");

    /// <summary>Where traces go (<c>BUILDKITE_TRACING_BACKEND</c>).</summary>
    public string? TracingBackend => variables.Text("BUILDKITE_TRACING_BACKEND");

    /// <summary>The agent's tags, by name without regard to letter case (<c>BUILDKITE_AGENT_META_DATA_</c> and the name).</summary>
    public ImmutableDictionary<string, string> Tags => variables.Below("BUILDKITE_AGENT_META_DATA_");

    /// <summary>Headers that every request gets, by name (<c>BUILDKITE_REQUEST_HEADER_BUILDKITE_</c> and the name).</summary>
    public ImmutableDictionary<string, string> RequestHeaders => variables.Below("BUILDKITE_REQUEST_HEADER_BUILDKITE_");
}
