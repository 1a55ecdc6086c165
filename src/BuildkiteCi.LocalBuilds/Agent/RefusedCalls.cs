using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>Calls that only Buildkite can serve: each is refused with the reason, and the exit status of any failure.</summary>
internal static class RefusedCalls
{
    private static readonly ImmutableArray<(string Name, string Why)> Reasons =
    [
        ("oidc request-token", "the token would be Buildkite's to sign"),
        ("job update", "a local job keeps the 'timeout_in_minutes' of its step"),
        ("cache save", "there is no cache registry here"),
        ("cache restore", "there is no cache registry here"),
        ("workdir set", "a local job has no later phases"),
        ("tool keygen", "keys are made by Buildkite's agent itself"),
        ("tool sign", "steps are signed by Buildkite's agent itself"),
        ("pause", "there is no agent here to pause"),
        ("resume", "there is no agent here to resume"),
        ("stop", "there is no agent here to stop; 'build cancel' ends the build"),
    ];

    /// <summary>They take any flags: no reason comes before this one.</summary>
    public static ImmutableArray<AgentCommand> All { get; } =
    [
        .. Reasons.Select(row => new AgentCommand(
            row.Name,
            [],
            (_, _, _) => throw new AgentFailure($"'{row.Name}' is not served by a local build: {row.Why}")
        )
        {
            IsRefused = true,
        }),
    ];
}
