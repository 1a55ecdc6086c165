namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class OidcCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("oidc request-token", (agent, token) => agent.Oidc.RequestTokenAsync(null, token), ["oidc", "request-token"], "", "ey.ey.s\n"),
        new("oidc request-token --audience",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { Audience = "a -b" }, token),
            ["oidc", "request-token", "--audience=a -b"], "", "ey.ey.s\n"),
        new("oidc request-token --lifetime",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { Lifetime = TimeSpan.FromMinutes(5) }, token),
            ["oidc", "request-token", "--lifetime=300"], "", "ey.ey.s\n"),
        new("oidc request-token --job",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { Job = "a -b" }, token),
            ["oidc", "request-token", "--job=a -b"], "", "ey.ey.s\n"),
        new("oidc request-token --subject-claim",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { SubjectClaim = "a -b" }, token),
            ["oidc", "request-token", "--subject-claim=a -b"], "", "ey.ey.s\n"),
        new("oidc request-token --claim",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { Claims = ["one", "two"] }, token),
            ["oidc", "request-token", "--claim=one", "--claim=two"], "", "ey.ey.s\n"),
        new("oidc request-token --aws-session-tag",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { AwsSessionTags = ["one", "two"] }, token),
            ["oidc", "request-token", "--aws-session-tag=one", "--aws-session-tag=two"], "", "ey.ey.s\n"),
        new("oidc request-token --skip-redaction",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { SkipRedaction = true }, token),
            ["oidc", "request-token", "--skip-redaction"], "", "ey.ey.s\n"),
        new("oidc request-token --skip-redaction=false",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { SkipRedaction = false }, token),
            ["oidc", "request-token", "--skip-redaction=false"], "", "ey.ey.s\n"),
        new("oidc request-token --format",
            (agent, token) => agent.Oidc.RequestTokenAsync(new() { Format = BuildkiteOidcFormat.Gcp }, token),
            ["oidc", "request-token", "--format=gcp"], "", "ey.ey.s\n"),
    ];
}
