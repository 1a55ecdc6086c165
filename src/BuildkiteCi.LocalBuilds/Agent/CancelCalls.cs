using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent step cancel</c> and <c>build cancel</c>: the run is asked, and does it a moment later.</summary>
internal static class CancelCalls
{
    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new("step cancel",
        [
            new("step", "BUILDKITE_STEP_ID"), new("build", "BUILDKITE_BUILD_ID"), new("force", "BUILDKITE_STEP_CANCEL_FORCE", IsSwitch: true),
            new("force-grace-period-seconds", "BUILDKITE_STEP_CANCEL_FORCE_GRACE_PERIOD_SECONDS"), new("redacted-vars"),
        ], CancelStepAsync),
        new("build cancel", [new("build", "BUILDKITE_BUILD_ID")], CancelBuildAsync),
    ];

    private static async Task<int> CancelStepAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Number("force-grace-period-seconds") < 0) throw new AgentFailure("the force grace period cannot be negative");
        call.CheckBuild(arguments);
        var step = await StepCalls.FindAsync(call, arguments, cancellationToken);
        await call.Build.Control.CancelAsync(step.Uuid, cancellationToken);
        return 0;
    }

    private static async Task<int> CancelBuildAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("build") is not { Length: > 0 }) throw new AgentFailure("Missing build. See: `buildkite-agent build cancel --help`");
        call.CheckBuild(arguments);
        await call.Build.Control.CancelAsync(step: null, cancellationToken);
        return 0;
    }
}
