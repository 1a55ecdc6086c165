using System.Text.Json;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Search;

namespace BuildkiteCi.Benchmarks.Tests.Search;

public sealed class RateSearchTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_first_run_that_meets_the_goal_is_the_only_one()
    {
        var server = new SimulatedServer(10, 1, 0.3, 0, 1);

        var result = await Search(server, goal: 1000);

        (result.Best, result.Probes.Length).ShouldBe((double.PositiveInfinity, 1));
    }

    [Fact]
    public async Task The_best_rate_meets_the_goal_and_the_next_step_would_not()
    {
        for (var capacity = 0.3; capacity < 200; capacity *= 1.7)
        {
            foreach (var knee in new[] { 0.05, 0.3, 1.5 })
            {
                foreach (var goal in new[] { 1.1, 1.5, 2, 3, 6 })
                {
                    var server = new SimulatedServer(capacity, 1, knee, 0, 1);
                    var result = await Search(server, goal);
                    var step = capacity / RateSearchSettings.Default.StepsFor(capacity);
                    if (result.Best is not { } best)
                    {
                        server.Truth(step * 1.01).ShouldBeGreaterThan(goal);
                        continue;
                    }

                    server.Truth(best).ShouldBeLessThanOrEqualTo(goal);
                    if (best < capacity * 0.999)
                        server
                            .Truth(best + step * 1.02)
                            .ShouldBeGreaterThan(goal, $"capacity {capacity}, knee {knee}, goal {goal}, best {best}");
                }
            }
        }
    }

    [Fact]
    public async Task It_takes_fewer_runs_than_bisection_over_integers()
    {
        foreach (var capacity in new[] { 5.0, 10, 21, 50, 100 })
        {
            var (ours, bisection, count) = (0, 0, 0);
            foreach (var knee in new[] { 0.05, 0.15, 0.3, 0.7, 1.5 })
            {
                foreach (var goal in new[] { 1.1, 1.2, 1.5, 2, 3, 5 })
                {
                    for (var seed = 1; seed <= 5; seed++)
                    {
                        ours += (await Search(new SimulatedServer(capacity, 1, knee, 0.03, seed), goal)).Probes.Length;
                        bisection += Bisection(new SimulatedServer(capacity, 1, knee, 0.03, seed), goal);
                        count++;
                    }
                }
            }

            if (capacity >= 10) ours.ShouldBeLessThan(bisection);
            output.WriteLine($"capacity {capacity}: {(double)ours / count:0.00} runs, bisection {(double)bisection / count:0.00}");
        }
    }

    [Fact]
    public async Task One_noisy_run_costs_a_run_and_not_the_answer()
    {
        var (kept, total, runs) = (0, 0, 0);
        foreach (var knee in new[] { 0.05, 0.3, 1.5 })
        {
            foreach (var goal in new[] { 1.3, 2, 4 })
            {
                var clean = await Search(new SimulatedServer(40, 1, knee, 0, 1), goal);
                for (var hiccup = 1; hiccup < clean.Probes.Length; hiccup++)
                {
                    var noisy = await Search(new SimulatedServer(40, 1, knee, 0, 1) { Hiccups = [hiccup] }, goal);
                    total++;
                    runs += noisy.Probes.Length - clean.Probes.Length;
                    if (noisy.Best is { } best && Math.Abs(best - clean.Best!.Value) <= 40.0 / 16 * 1.01) kept++;
                    else
                        output.WriteLine(
                            $"knee {knee} goal {goal} hiccup {hiccup}: {clean.Best} became {noisy.Best} by "
                                + $"{string.Join(" ", noisy.Probes.Select(probe => $"{probe.Rate}:{probe.Latency!.Value.TotalSeconds:0.0}"))}"
                        );
                }
            }
        }

        kept.ShouldBe(total);
        output.WriteLine($"{kept} of {total} kept, {(double)runs / total:0.00} more runs");
    }

    [Fact]
    public async Task A_rate_that_was_not_measured_is_never_the_answer_and_no_run_is_lost()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var server = new SimulatedServer(30, 1, 0.4, 0.3, seed);
            var result = await Search(server, 1.8);

            result.Probes.Length.ShouldBe(server.Runs);
            server.Runs.ShouldBeLessThanOrEqualTo(RateSearchSettings.Default.MostProbes);
            if (result.Best is { } best) result.BestProbe!.Rate.ShouldBe(best);
        }
    }

    [Fact]
    public async Task A_run_that_crashes_is_a_rate_that_misses_the_goal_and_the_others_still_count()
    {
        var server = new SimulatedServer(16, 1, 0.3, 0, 1);
        var crashed = 0;

        var result = await new RateSearch(TimeSpan.FromSeconds(4), RateSearchSettings.Default).RunAsync(
            server.Run(double.PositiveInfinity),
            (rate, _, _) =>
                Task.FromResult(
                    rate > 10 && crashed++ >= 0 ? new RateProbe(rate, null, RunMetrics.None) { Failure = "time-out" } : server.Run(rate)
                ),
            TestContext.Current.CancellationToken);

        result.Best.ShouldBe(10);
        result.Probes.Count(probe => probe.Failure is not null).ShouldBe(crashed);
    }

    [Fact]
    public async Task A_first_run_without_a_throughput_leaves_nothing_to_search()
    {
        var result = await new RateSearch(TimeSpan.FromSeconds(1), RateSearchSettings.Default).RunAsync(
            new RateProbe(double.PositiveInfinity, null, RunMetrics.None) { Failure = "crash" },
            (_, _, _) => throw new InvalidOperationException("no run was to be made"),
            TestContext.Current.CancellationToken
        );

        (result.Best, result.Probes.Length).ShouldBe((null, 1));
    }

    [Fact]
    public async Task On_measured_servers_the_answer_meets_the_goal()
    {
        foreach (var file in Directory.GetFiles(Oracle.Path("BuildkiteCi.Benchmarks.Tests/Samples/rate-sweeps")))
        {
            using var sweep = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            var steps = sweep.RootElement.GetProperty("steps").EnumerateArray()
                .Select(step =>
                    (
                        Rate: step.GetProperty("request_rate").GetDouble(),
                        Latency: step.GetProperty("p99_e2el_ms").GetDouble(),
                        Throughput: step.GetProperty("request_throughput").GetDouble()
                    )
                )
                .ToList();
            foreach (var goal in new[] { 60_000.0, 120_000, 300_000 })
            {
                RateProbe Run(double rate)
                {
                    var (low, high) = (
                        steps.LastOrDefault(step => step.Rate <= rate, steps[0]),
                        steps.FirstOrDefault(step => step.Rate >= rate, steps[^1])
                    );
                    var share = high.Rate > low.Rate ? (rate - low.Rate) / (high.Rate - low.Rate) : 0;
                    var latency = Math.Exp(Math.Log(low.Latency) + share * Math.Log(high.Latency / low.Latency));
                    return new RateProbe(
                        rate,
                        TimeSpan.FromMilliseconds(latency),
                        new RunMetrics([new(KnownMetrics.RequestThroughput, Math.Min(rate, steps[^1].Throughput))])
                    );
                }

                var result = await new RateSearch(TimeSpan.FromMilliseconds(goal), RateSearchSettings.Default).RunAsync(
                    Run(double.PositiveInfinity),
                    (rate, _, _) => Task.FromResult(Run(rate)),
                    TestContext.Current.CancellationToken
                );
                output.WriteLine($"{Path.GetFileNameWithoutExtension(file)} {goal} ms: {result.Best} in {result.Probes.Length} runs");
                if (result.Best is { } best) Run(best).Latency!.Value.TotalMilliseconds.ShouldBeLessThanOrEqualTo(goal);
                else steps[0].Latency.ShouldBeGreaterThan(goal * 0.5);
            }
        }
    }

    // What the shell scripts do today.
    private static int Bisection(SimulatedServer server, double goal)
    {
        var first = server.Run(double.PositiveInfinity);
        if (first.Latency!.Value.TotalSeconds <= goal) return 1;
        var (low, high) = (0, (int)Math.Round(first.Metrics[KnownMetrics.RequestThroughput]!.Value));
        while (high > low)
        {
            var middle = (low + high + 1) / 2;
            if (server.Run(middle).Latency!.Value.TotalSeconds <= goal) low = middle;
            else high = middle - 1;
        }

        return server.Runs;
    }

    private static Task<RateSearchResult> Search(SimulatedServer server, double goal) =>
        new RateSearch(TimeSpan.FromSeconds(goal), RateSearchSettings.Default).RunAsync(
            server.Run(double.PositiveInfinity),
            (rate, _, _) => Task.FromResult(server.Run(rate)),
            TestContext.Current.CancellationToken
        );
}
