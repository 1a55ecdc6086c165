using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent step cancel</c>, <c>build cancel</c> and <c>job promise-failure</c>: the run is asked, and does it a moment
/// later.</summary>
internal static class CancelCalls
{
    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new(
            "step cancel",
            [
                new("step", "BUILDKITE_STEP_ID"),
                new("build", "BUILDKITE_BUILD_ID"),
                new("force", "BUILDKITE_STEP_CANCEL_FORCE", IsSwitch: true),
                new("force-grace-period-seconds", "BUILDKITE_STEP_CANCEL_FORCE_GRACE_PERIOD_SECONDS"),
                new("redacted-vars", AgentCommand.RedactedVariable),
            ],
            CancelStepAsync
        ),
        new("build cancel", [new("build", "BUILDKITE_BUILD_ID")], CancelBuildAsync),
        new("job promise-failure", [new("reason"), new("redacted-vars", AgentCommand.RedactedVariable)], PromiseAsync),
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
        if (arguments.Text("build") is not { Length: > 0 })
            throw new AgentFailure("Missing build. See: `buildkite-agent build cancel --help`");
        call.CheckBuild(arguments);
        await call.Build.Control.CancelAsync(step: null, cancellationToken);
        return 0;
    }

    private static async Task<int> PromiseAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        if (!int.TryParse(arguments.Required(0, "exit status"), out var status) || status == 0)
            throw new AgentFailure($"'{arguments.At(0)}' is no exit status of a failure: a whole number other than 0 is");
        var job = call.Job ?? throw new AgentFailure("BUILDKITE_JOB_ID is not set: a job promises for itself");
        if (await call.Build.Jobs.StepOfAsync(job, cancellationToken) is null)
            throw new AgentFailure($"404 Not Found: the build has no job '{job}'");
        await call.Build.Control.PromiseFailureAsync(job, status, cancellationToken);
        if (arguments.Text("reason") is { Length: > 0 } reason)
            await call.Log.WriteLineAsync($"buildkite-agent: this job will fail with {status}: {call.Redaction(arguments).Apply(reason)}");
        return 0;
    }
}
