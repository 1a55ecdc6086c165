namespace Cake.Buildkite;

/// <summary>What an OIDC token states, and to whom.</summary>
/// <remarks>Options of <c>buildkite-agent oidc request-token</c>.</remarks>
public sealed class BuildkiteOidcRequestTokenSettings : BuildkiteAgentApiSettings
{
    /// <summary>Whom the token is for; null: Buildkite's choice (<c>--audience</c>).</summary>
    public string? Audience { get; set; }

    /// <summary>How long it holds, in whole seconds; null or zero: Buildkite's choice (<c>--lifetime</c>).</summary>
    public TimeSpan? Lifetime { get; set; }

    /// <summary>The job that it names; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>
    /// The claim that becomes the subject, one that does not change, such as <c>pipeline_id</c> (<c>--subject-claim</c>).
    /// </summary>
    public string? SubjectClaim { get; set; }

    /// <summary>Further claims to put in (<c>--claim</c>).</summary>
    public IReadOnlyList<string>? Claims { get; set; }

    /// <summary>Claims that AWS takes as session tags (<c>--aws-session-tag</c>).</summary>
    public IReadOnlyList<string>? AwsSessionTags { get; set; }

    /// <summary>Do not mask the token in the job's log; without the job's socket there is no other way (<c>--skip-redaction</c>).</summary>
    public bool? SkipRedaction { get; set; }

    /// <summary>The bare token or Google's object; null: the bare token (<c>--format</c>).</summary>
    public BuildkiteOidcFormat? Format { get; set; }

    internal override string Command => "oidc request-token";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--audience", Audience)
        .Seconds("--lifetime", Lifetime)
        .Text("--job", Job)
        .Text("--subject-claim", SubjectClaim)
        .List("--claim", Claims)
        .List("--aws-session-tag", AwsSessionTags)
        .Switch("--skip-redaction", SkipRedaction)
        .Word("--format", Format);
}
