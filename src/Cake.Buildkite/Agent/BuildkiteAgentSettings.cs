using Cake.Core.Tooling;

namespace Cake.Buildkite;

/// <summary>What every call of the agent can be given: Cake's tool settings, the agent's own logging flags, retry and version.</summary>
/// <remarks>
/// A flag that is left null is not passed, so that the agent's environment variable or default holds; a switch set to false is passed
/// as <c>--flag=false</c> and beats the variable. <see cref="ToolSettings.ToolTimeout"/> limits one try, not all of them together.
/// </remarks>
public abstract class BuildkiteAgentSettings : ToolSettings
{
    /// <summary>Log lines without colour codes (<c>--no-color</c>).</summary>
    public bool? NoColor { get; set; }

    /// <summary>Log everything, whatever <see cref="LogLevel"/> is (<c>--debug</c>).</summary>
    public bool? Debug { get; set; }

    /// <summary>The lowest level that is logged (<c>--log-level</c>).</summary>
    public BuildkiteLogLevel? LogLevel { get; set; }

    /// <summary>Experiments to switch on, by name (<c>--experiment</c>).</summary>
    public IReadOnlyList<string>? Experiments { get; set; }

    /// <summary>Makes the agent record a profile of itself (<c>--profile</c>).</summary>
    public BuildkiteProfile? Profile { get; set; }

    /// <summary>How often the call is made again where that is safe.</summary>
    public BuildkiteRetry Retry { get; set; } = BuildkiteRetry.Default;

    /// <summary>
    /// Whether making the call twice does the same as making it once; null: what is known of the command. Appending to an annotation or
    /// uploading a pipeline, for example, is not repeatable.
    /// </summary>
    public bool? Repeatable { get; set; }

    /// <summary>The agent's version; null: <c>buildkite-agent --version</c> is asked once, when the first call needs to know.</summary>
    public BuildkiteAgentVersion? AgentVersion { get; set; }

    /// <summary>The command's words, such as <c>meta-data set</c>.</summary>
    internal abstract string Command { get; }

    /// <summary>How long one try may take where <see cref="ToolSettings.ToolTimeout"/> is not set.</summary>
    /// <remarks>Most commands ask up to ten times, with waits of up to 233 seconds in sum and a minute for each request.</remarks>
    internal virtual TimeSpan Patience => TimeSpan.FromMinutes(15);

    /// <summary>Whether the flags differ between the agent's majors with these settings.</summary>
    internal virtual bool DependsOnVersion => false;

    /// <summary>Variables that carry what must not stand in a process list.</summary>
    internal virtual IEnumerable<KeyValuePair<string, string>> SecretVariables => [];

    /// <summary>All flags of these settings, those that every command has first.</summary>
    internal AgentFlags AllFlags(BuildkiteAgentVersion? version) =>
        CommandFlags(ConnectionFlags(new AgentFlags(version)
            .Switch("--no-color", NoColor)
            .Switch("--debug", Debug)
            .Word("--log-level", LogLevel)
            .List("--experiment", Experiments)
            .Word("--profile", Profile)));

    /// <summary>Gives other settings the same agent: program, environment, logging, retry and version.</summary>
    internal virtual TOther SameAgent<TOther>(TOther other) where TOther : BuildkiteAgentSettings
    {
        other.ToolPath = ToolPath;
        other.ToolTimeout = ToolTimeout;
        other.WorkingDirectory = WorkingDirectory;
        other.NoWorkingDirectory = NoWorkingDirectory;
        other.EnvironmentVariables = EnvironmentVariables;
        other.NoColor = NoColor;
        other.Debug = Debug;
        other.LogLevel = LogLevel;
        other.Experiments = Experiments;
        other.Profile = Profile;
        other.Retry = Retry;
        other.AgentVersion = AgentVersion;
        return other;
    }

    private protected virtual AgentFlags ConnectionFlags(AgentFlags flags) => flags;

    private protected virtual AgentFlags CommandFlags(AgentFlags flags) => flags;
}
