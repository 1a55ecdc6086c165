namespace Cake.Buildkite;

/// <summary>Whose secrets are read.</summary>
/// <remarks>Options of <c>buildkite-agent secret get</c>.</remarks>
public sealed class BuildkiteSecretGetSettings : BuildkiteAgentApiSettings
{
    /// <summary>The job that they are for; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>
    /// Do not mask the values in the job's log; without the job's socket there is no other way (<c>--skip-redaction</c>).
    /// </summary>
    public bool? SkipRedaction { get; set; }

    internal override string Command => "secret get";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .Switch("--skip-redaction", SkipRedaction);
}
