using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Search;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>Runs a case: server, client, rate search, accuracy; then stops everything. Whatever happens, there is an outcome.</summary>
/// <param name="world">What it needs of the world.</param>
/// <param name="settings">How it runs.</param>
/// <param name="owner">Our own process: what is started ends with it, even where we are killed.</param>
public sealed class BenchmarkRunner(BenchmarkDependencies world, BenchmarkSettings settings, int owner)
{
    private const int DecodePromptCount = 5000;
    private const string RayVariable = "RAY_ADDRESS";
    private const string DecodePromptFile = "decode_prompts.jsonl";

    // With them a case asks for a part of the devices, and another part may well be in use.
    private static readonly ImmutableArray<string> PartVariables = ["TPU_VISIBLE_CHIPS", "TPU_VISIBLE_DEVICES"];

    /// <summary>Runs a case to its end.</summary>
    /// <param name="plan">The case on this machine.</param>
    /// <param name="container">The container to run in; null: on the machine itself.</param>
    /// <param name="cancellationToken">Ends everything that was started.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing runs any more by then.</exception>
    public async Task<BenchmarkOutcome> RunAsync(BenchmarkPlan plan, ContainerPlan? container, CancellationToken cancellationToken)
    {
        var lines = new StageLines(world.Log, world.Time);
        var host = new HostBenchmarkPlace(world.Folder.Path, owner, settings.Grace);
        IBenchmarkPlace place = container is null ? host : new ContainerBenchmarkPlace(world.Processes, container, host, lines);
        // A cluster's own processes may hold its devices.
        var needsTpu = !plan.SeveralHosts && !TakesPart(plan.Commands);
        var isRun = false;
        try
        {
            if (plan.SeveralHosts && (plan.Variable(RayVariable) ?? settings.RayAddress) is null)
                return InfrastructureFailure(
                    "the case spans several hosts, and no variable names their Ray cluster; start Ray on all of them, and set RAY_ADDRESS "
                        + "to the head's HOST:PORT",
                    lines
                );
            if (await place.PrepareAsync(cancellationToken) is { } obstacle) return InfrastructureFailure(obstacle, lines);
            if (needsTpu && await TpuHolderAsync(cancellationToken) is { } holder)
                return InfrastructureFailure($"the TPU is not free: {holder}; end it, and run again", lines);
            isRun = true;
            var run = new PhaseRun(world, settings, lines, place, plan);
            var versions = await InstalledVersions.AskAsync(world.Processes, place, cancellationToken);
            var outcome = plan.Commands.Server is { } server
                ? await ServedAsync(run, server, cancellationToken)
                : await EvaluateAsync(run, cancellationToken);
            return outcome with { Versions = versions };
        }
        finally
        {
            await place.CleanUpAsync();
            // The next job on this machine would fail for it.
            if (isRun && needsTpu && await TpuHolderAsync(CancellationToken.None) is { } holder)
                lines.Notice($"the TPU is still not free: {holder}");
        }
    }

    // Who holds the TPU, once processes that end have had their time; null: nobody. A device that somebody holds fails a server minutes
    // after its start, with a message that names neither the device nor its holder.
    private async Task<string?> TpuHolderAsync(CancellationToken cancellationToken)
    {
        var started = world.Time.GetTimestamp();
        while (true)
        {
            var holders = world.Devices.Holders();
            if (holders.IsEmpty) return null;
            if (world.Time.GetElapsedTime(started) >= settings.Grace)
                return string.Join("; ", holders.DistinctBy(holder => holder.Process));
            await Task.Delay(settings.Poll, world.Time, cancellationToken);
        }
    }

    private static bool TakesPart(CaseCommands commands) =>
        PartVariables.Any(variable => (commands.Server ?? commands.Client).Environment.GetValueOrDefault(variable) is { Length: > 0 });

    // lm_eval brings its own engine.
    private static async Task<BenchmarkOutcome> EvaluateAsync(PhaseRun run, CancellationToken cancellationToken)
    {
        run.Lines.Notice($"evaluation: {run.Plan.Commands.Client}");
        var evaluation = await run.EvaluationAsync(run.Plan.Commands.Client, cancellationToken);
        return run.Outcome(null, null, evaluation);
    }

    private async Task<BenchmarkOutcome> ServedAsync(PhaseRun run, CommandLine server, CancellationToken cancellationToken)
    {
        var port = ClientCommand.PortOf(server, settings.Port);
        if (await world.Health.IsHealthyAsync(port, cancellationToken))
            return InfrastructureFailure(
                $"another server answers on port {port}; stop it, or set \"port\" in the server's args",
                run.Lines
            );
        // A container would not inherit it.
        if (run.Plan.SeveralHosts && settings.RayAddress is { } ray && run.Plan.Variable(RayVariable) is null)
            server = server with { Environment = server.Environment.SetItem(RayVariable, ray) };
        run.Lines.Notice($"server: {server}");
        await using var session = ServerSession.Start(world, settings, run.Lines, run.Place.Command(server), port);
        if (
            await session.ReadyAsync(run.Plan.ServerWait, run.Plan.SeveralHosts ? 1 : settings.HealthyWithoutLog, cancellationToken) is
            { } reason
        )
        {
            foreach (var line in session.Log.TellingLines()) run.Lines.Notice($"{ServerSession.LogFile}:{line}");
            return Ended(Judgement.Failed(reason), run.Lines) with { ServerVersion = session.Log.Version };
        }

        run.Lines.Notice("the server is ready");
        run.Server = session;
        return await MeasureAsync(run, port, cancellationToken) with { ServerVersion = session.Log.Version };
    }

    private async Task<BenchmarkOutcome> MeasureAsync(PhaseRun run, int port, CancellationToken cancellationToken)
    {
        var client = ClientCommand.OnPort(run.Plan.Commands.Client, port);
        if (run.Plan.Case.Settings.DecodeOnly)
        {
            (client, var warmUp) = await WarmUpAsync(run, client, cancellationToken);
            // A prefix cache that was not filled would be measured as if it had been.
            if (warmUp.Unusable is { } reason) return Ended(Judgement.Failed($"the warm-up failed: {reason}"), run.Lines);
        }

        var first = await run.ClientAsync(client, "client", cancellationToken);
        var search = await SearchAsync(run, client, first, cancellationToken);
        // A server that dies behind the measurement is no less broken, and would take the accuracy phase with it unseen.
        if (run.ServerHasEnded && first.Failure is null)
            return run.Outcome(first, search, null, $"the server ended {await run.Server!.HowAsync()}{run.Server.Because}");
        EvaluationResult? evaluation = null;
        if (run.Plan.Commands.Accuracy is { } accuracy && !run.ServerHasEnded)
            evaluation = await run.EvaluationAsync(ClientCommand.OnPort(accuracy, port), cancellationToken);
        return run.Outcome(first, search, evaluation);
    }

    // Seeds the prefix cache with one run of each prompt; the real run then takes all of them, in order.
    private async Task<(CommandLine Client, ClientRun WarmUp)> WarmUpAsync(
        PhaseRun run,
        CommandLine client,
        CancellationToken cancellationToken
    )
    {
        var distinct = int.TryParse(ClientCommand.Option(run.Plan.Commands.Server!.Arguments, "--max-num-seqs"), out var most) ? most : 1;
        world.Folder.Write(DecodePromptFile, DecodePrompts.Lines(DecodePromptCount, distinct, run.Plan.Case.Settings.InputLength ?? 1));
        var prompted = ClientCommand.With(client, "--dataset-path", $"{run.Place.Folder}/{DecodePromptFile}");
        prompted = prompted with { Arguments = prompted.Arguments.Add("--disable-shuffle") };
        return (
            prompted,
            await run.ClientAsync(ClientCommand.With(prompted, "--num-prompts", distinct.ToString()), "warm-up", cancellationToken)
        );
    }

    private async Task<RateSearchResult?> SearchAsync(
        PhaseRun run,
        CommandLine client,
        ClientRun first,
        CancellationToken cancellationToken
    )
    {
        var wanted = run.Plan.Case.Settings;
        if (
            wanted.RunOnce
            || wanted.JudgesAccuracy
            || wanted.ExpectedLatency is not { } goal
            || run.Plan.Case.Client.Kind != CommandKind.BenchServe
        )
            return null;
        if (
            first.Report.Verdict is not (ReportVerdict.Ok or ReportVerdict.OkThenUnfinished)
            || first.Latency is null
            || first.Latency <= goal
        )
            return null;
        run.Lines.Notice(
            $"rate search: the 99th percentile of {Elapsed.Text(first.Latency.Value)} misses the goal of {Elapsed.Text(goal)}"
        );
        var search = new RateSearch(goal, settings.Search);
        var result = await search.RunAsync(
            first.AsProbe(ClientCommand.RateOf(client)),
            async (rate, why, token) =>
            {
                if (run.ServerHasEnded) return new RateProbe(rate, null, RunMetrics.None) { Failure = "the server has ended" };
                run.Lines.Notice($"rate search: {rate} req/s, {why}");
                return (await run.ClientAsync(ClientCommand.AtRate(client, rate), "rate search", token)).AsProbe(rate);
            },
            cancellationToken);
        run.Lines.Notice(
            result.Best is { } best
                ? $"rate search: {best} req/s meets the goal; {result.Why}; {result.Probes.Length} runs"
                : $"rate search: no rate meets the goal; {result.Why}; {result.Probes.Length} runs"
        );
        return result;
    }

    private static BenchmarkOutcome InfrastructureFailure(string reason, StageLines lines) =>
        Ended(Judgement.InfrastructureFailure(reason), lines);

    private static BenchmarkOutcome Ended(Judgement judgement, StageLines lines)
    {
        lines.Notice(judgement.Reason);
        return new BenchmarkOutcome(judgement, lines.Elapsed);
    }
}
