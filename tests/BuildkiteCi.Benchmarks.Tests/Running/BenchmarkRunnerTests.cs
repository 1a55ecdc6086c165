using BuildkiteCi.Catalogue;
using System.Net;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Benchmarks.Tests.Running;

/// <summary>Whole runs with real processes, a port and a stream; only the model is missing.</summary>
public sealed class BenchmarkRunnerTests : IDisposable
{
    private const string AccuracyPhase = ", \"accuracy_command_options\": { \"args\": { \"dataset-name\": \"mmlu\" } }";

    private readonly BenchmarkBench bench = new();

    public void Dispose()
    {
        // Whatever became of the run: nothing that the server started is left.
        foreach (var process in bench.ServerProcesses)
            ProcessTable.Runs(process).ShouldBeFalse($"process {process} outlived its benchmark");
        bench.Dispose();
    }

    [Fact]
    public async Task A_run_starts_the_server_measures_judges_and_stops_everything()
    {
        var outcome = await bench.RunAsync(bench.CaseFile());

        (outcome.Judgement.Status, outcome.ServerVersion).ShouldBe((Status.Passing, "0.26.0"), Story(outcome));
        outcome.Report!.Metrics[KnownMetrics.RequestThroughput].ShouldBe(10);
        bench.Folder.Files().ShouldBe(["bm_log-1.txt", "bm_result-1.json", "vllm_log.txt"]);
        bench.ServerProcesses.Length.ShouldBe(3);
        bench.Log.Notices.ShouldContain(notice =>
            notice.StartsWith($"server: vllm serve --model Qwen/Qwen3-4B --port {bench.Port}", StringComparison.Ordinal)
        );
        bench.Log.Notices.ShouldContain(notice => notice.StartsWith("client: ok after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_installed_under_the_server_is_part_of_the_outcome()
    {
        bench.Script("python3", "echo libtpu=0.0.21; echo 'a warning = of no matter'; echo jax=0.8.0");

        var outcome = await bench.RunAsync(bench.CaseFile());

        outcome.Versions.ShouldBe([KeyValuePair.Create("jax", "0.8.0"), KeyValuePair.Create("libtpu", "0.0.21")]);
    }

    [Fact]
    public async Task A_slow_start_is_waited_for_and_the_wait_says_how_long_it_has_been()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_DELAY_MS", "1200")));

        outcome.Judgement.Status.ShouldBe(Status.Passing, Story(outcome));
        bench.Log.Notices.ShouldContain(notice =>
            notice.StartsWith("waiting for the server, ", StringComparison.Ordinal)
            && notice.Contains(" of at most 1 h 0 min, ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_server_that_crashes_at_the_start_ends_the_wait_with_its_root_cause()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_SERVER", "crash")));

        (outcome.Judgement.Status, outcome.Report).ShouldBe((Status.Failing, null));
        outcome.Judgement.Reason.ShouldBeOneOf(
            "the server ended with exit status 1 before it was ready: ValueError: No available memory for the cache blocks.",
            "the server cannot start (line 6 of vllm_log.txt): ValueError: No available memory for the cache blocks.");
        bench.Log.Notices.ShouldContain("vllm_log.txt:5: ValueError: No available memory for the cache blocks.");
    }

    [Fact]
    public async Task A_fatal_line_ends_the_wait_though_the_server_lives_on()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_SERVER", "fatal")));

        outcome.Judgement.Reason.ShouldBe(
            "the server cannot start (line 2 of vllm_log.txt): ValueError: No available memory for the cache blocks."
        );
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_after_its_time()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: [("STAND_IN_SERVER", "hang"), ("SERVER_WAIT_MINS", "0.02")]));

        // On a slow machine it has not written anything by then.
        outcome.Judgement.Reason.ShouldBeOneOf(
            "the server was not ready within 1.2 s",
            "the server was not ready within 1.2 s: it wrote nothing"
        );
    }

    [Fact]
    public async Task A_server_that_is_well_and_never_says_so_is_ready_all_the_same()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_SERVER", "silent")));

        outcome.Judgement.Status.ShouldBe(Status.Passing, Story(outcome));
        bench.Log.Notices.ShouldContain("the server is well, though its log does not say that it has started");
    }

    [Fact]
    public async Task A_server_that_dies_under_the_client_ends_it_at_once()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: [("STAND_IN_SERVER", "die"), ("STAND_IN_CLIENT", "")]));

        outcome.Judgement.Status.ShouldBe(Status.Failing);
        outcome.Judgement.Reason.ShouldMatch(
            "^the server ended with exit status 3 while the client ran: its last line is '.+'$|^the client ended with exit status 134$"
        );
    }

    [Theory]
    [InlineData("partial", "the client's result was cut off")]
    [InlineData("killed", "the client ended with exit status 137")]
    [InlineData("failing", "every request failed, nothing was measured")]
    public async Task A_client_without_a_good_result_fails_the_run(string mode, string reason)
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_CLIENT", mode)));

        (outcome.Judgement.Status, outcome.Judgement.Reason).ShouldBe((Status.Failing, reason));
    }

    [Fact]
    public async Task A_client_that_takes_too_long_is_ended()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: [("STAND_IN_CLIENT", "hang"), ("BENCHMARK_TIMEOUT", "0.5s")]));

        outcome.Judgement.Reason.ShouldStartWith("the client was ended after ");
    }

    [Fact]
    public async Task The_console_counts_where_the_client_saved_nothing()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_CLIENT", "unsaved")));

        (outcome.Judgement.Status, outcome.Report!.Metrics[KnownMetrics.RequestThroughput]).ShouldBe((Status.Passing, 10));
    }

    [Fact]
    public async Task A_missed_latency_starts_the_search_and_every_run_of_it_is_kept()
    {
        // 1000 ms · (1 + 0.3 ρ/(1−ρ)) meets 2000 ms up to ρ = 0.77.
        var outcome = await bench.RunAsync(bench.CaseFile(environment: [("STAND_IN_CAPACITY", "16"), ("EXPECTED_ETEL", "2000")]));

        outcome.Search!.Best.ShouldBe(12);
        outcome.Search.Probes.Select(probe => probe.Rate).ShouldBe([double.PositiveInfinity, 12, 13]);
        (outcome.Judgement.Status, outcome.Report!.Metrics[KnownMetrics.RequestThroughput]).ShouldBe((Status.Passing, 12));
        bench.Folder.Files().ShouldContain("bm_result-3.json");
    }

    [Fact]
    public async Task A_case_that_runs_once_is_not_searched()
    {
        var outcome = await bench.RunAsync(
            bench.CaseFile(environment: [("STAND_IN_CAPACITY", "16"), ("EXPECTED_ETEL", "2000"), ("RUN_ONCE", "true")])
        );

        (outcome.Search, outcome.Judgement.Status).ShouldBe((null, Status.Failing));
    }

    [Fact]
    public async Task The_accuracy_phase_asks_the_same_server()
    {
        bench.Script("python3", """echo Results; echo "{'accuracy': 0.8437, 'gen_num': 14000}"; echo "$@" """);

        var outcome = await bench.RunAsync(bench.CaseFile(AccuracyPhase));

        (outcome.Accuracy!.Score, outcome.Accuracy.Samples).ShouldBe((0.8437, 14000));
        bench
            .Folder.Read("accuracy_log.txt")
            .ShouldEndWith($"scripts/vllm/benchmarking/benchmark_serving.py --dataset-name mmlu --port {bench.Port}\n");
    }

    [Theory]
    [InlineData("echo Results; echo \"{'accuracy': 0.8437}\"; exit 3", "the evaluation ended with exit status 3")]
    [InlineData("echo Results; echo \"{'accuracy': nan}\"", "the evaluation gave no score: the score 'accuracy' is not a number")]
    [InlineData("echo Results; echo \"{'gen_num': 14000}\"", "the evaluation gave no score")]
    [InlineData(
        "echo '{\"results\": {\"gsm8k\": {\"exact_match,strict-match\": NaN, \"exact_match,flexible-extract\": 0.9}}}' > "
            + "\"$CI_RESULTS_DIR/gsm8k_2026.json\"",
        "the evaluation gave no score: the score 'exact_match,strict-match' of 'gsm8k' is NaN, not a number"
    )]
    public async Task An_accuracy_phase_that_gives_no_score_fails_the_run_whether_or_not_one_is_asked_for(string script, string reason)
    {
        // InstalledVersions asks python3, too.
        bench.Script("python3", $"case \"$1\" in -c) exit 0;; esac; {script}");

        var outcome = await bench.RunAsync(bench.CaseFile(AccuracyPhase));

        (outcome.Judgement.Verdict, outcome.Judgement.Reason).ShouldBe((StageVerdict.Failed, reason), Story(outcome));
        outcome.Report!.Metrics[KnownMetrics.RequestThroughput].ShouldBe(10);
    }

    [Theory]
    [InlineData("0.86", StageVerdict.Passed)]
    [InlineData("0.88", StageVerdict.Failed)]
    [InlineData("0", StageVerdict.Passed)]
    public async Task A_cases_own_target_judges_its_score(string target, StageVerdict verdict)
    {
        bench.Script("python3", """echo Results; echo "{'accuracy': 0.8437}" """);

        var outcome = await bench.RunAsync(bench.CaseFile(AccuracyPhase, environment: ("EXPECTED_ACCURACY", target)));

        outcome.Judgement.Verdict.ShouldBe(verdict, Story(outcome));
        outcome.Judgement.Results.Count(result => result.Metric.Name == "accuracy").ShouldBe(target == "0" ? 0 : 1);
    }

    [Fact]
    public async Task An_evaluation_that_brings_its_own_engine_needs_no_server()
    {
        bench.Script(
            "lm_eval",
            """echo '{"results": {"math500": {"exact_match,none": 0.71, "exact_match_stderr,none": 0.02}}}' > "$CI_RESULTS_DIR/math500_model_2026.json" """
        );

        var outcome = await bench.RunAsync(
            bench.CaseFile(clientArguments: ", \"dataset-name\": \"math500\"", client: "lm_eval", environment: ("RUN_TYPE", "JAX_ACCURACY"))
        );

        (outcome.Accuracy!.Score, outcome.Accuracy.StandardError, outcome.Report).ShouldBe(
            (0.71, 0.02, null),
            string.Join('\n', bench.Log.Notices)
        );
    }

    [Fact]
    public async Task A_decode_only_case_fills_the_cache_first_and_then_takes_the_prompts_in_order()
    {
        var outcome = await bench.RunAsync(
            bench.CaseFile(
                clientArguments: ", \"dataset-name\": \"custom\"",
                serverArguments: ", \"max-num-seqs\": 7, \"enable-prefix-caching\": true",
                environment: ("DECODE_ONLY", "true")
            )
        );

        outcome.Judgement.Status.ShouldBe(Status.Passing, Story(outcome));
        var prompts = bench.Folder.Read("decode_prompts.jsonl")!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (prompts.Length, prompts.Distinct().Count(), prompts[0] == prompts[7]).ShouldBe((5000, 7, true));
        bench.Log.Notices.ShouldContain(notice =>
            notice.StartsWith("warm-up: vllm bench serve", StringComparison.Ordinal)
            && notice.Contains("--num-prompts 7 ", StringComparison.Ordinal)
        );
        bench.Log.Notices.ShouldContain(notice =>
            notice.StartsWith("client: vllm bench serve", StringComparison.Ordinal)
            && notice.Contains("decode_prompts.jsonl --disable-shuffle", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Another_server_on_the_port_is_not_measured_by_mistake()
    {
        using var other = new HttpListener();
        other.Prefixes.Add($"http://127.0.0.1:{bench.Port}/");
        other.Start();
        var answering = other
            .GetContextAsync()
            .ContinueWith(
                context => context.Result.Response.Close(),
                TestContext.Current.CancellationToken,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );

        var outcome = await bench.RunAsync(bench.CaseFile());

        await answering;
        outcome.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure);
        outcome.Judgement.Reason.ShouldBe($"another server answers on port {bench.Port}; stop it, or set \"port\" in the server's args");
    }

    [Fact]
    public async Task A_TPU_that_somebody_holds_ends_the_run_before_its_server_starts_and_says_nothing_of_the_model()
    {
        using var impatient = new BenchmarkBench
        {
            Settings = BenchmarkSettings.BuiltIn with { Poll = TimeSpan.FromMilliseconds(10), Grace = TimeSpan.FromMilliseconds(50) },
        };
        var device = impatient.Device;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var holds = new TaskCompletionSource();
        var holder = new ProcessRunner(impatient.Files, TimeProvider.System).RunAsync(
            CommandLine.Of("bash", "-c", "exec 3< \"$1\"; echo; exec sleep 1000", "holder", device),
            _ => holds.TrySetResult(),
            stop.Token
        );
        await holds.Task;

        var outcome = await impatient.RunAsync(impatient.CaseFile());
        var part = await impatient.RunAsync(impatient.CaseFile(environment: ("TPU_VISIBLE_CHIPS", "0")));

        (outcome.Judgement.Verdict, outcome.Judgement.Status).ShouldBe((StageVerdict.Infrastructure, Status.Untested));
        outcome.Judgement.Reason.ShouldMatch(
            $"^the TPU is not free: {device} is held by process [0-9]+ \\((sleep|bash)\\); end it, and run again$"
        );
        part.Judgement.Status.ShouldBe(Status.Passing);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => holder);
    }

    [Fact]
    public async Task A_case_for_several_hosts_needs_their_cluster()
    {
        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("TPU_MULTIHOST_BACKEND", "ray")));

        outcome.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure);
        outcome.Judgement.Reason.ShouldBe(
            "the case spans several hosts, and no variable names their Ray cluster; start Ray on all of them, and set RAY_ADDRESS to the "
                + "head's HOST:PORT"
        );
        bench.Folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task On_the_cluster_of_several_hosts_the_servers_health_alone_says_that_it_is_ready()
    {
        using var cluster = new BenchmarkBench
        {
            Settings = BenchmarkSettings.BuiltIn with
            {
                Poll = TimeSpan.FromMilliseconds(50),
                RayAddress = "10.0.0.1:6379",
                HealthyWithoutLog = int.MaxValue,
            },
        };

        var outcome = await cluster.RunAsync(
            cluster.CaseFile(environment: [("TPU_MULTIHOST_BACKEND", "ray"), ("STAND_IN_SERVER", "silent")])
        );

        outcome.Judgement.Status.ShouldBe(Status.Passing, string.Join('\n', cluster.Log.Notices));
        cluster.ServerProcesses.ShouldAllBe(process => !ProcessTable.Runs(process));
    }

    [Fact]
    public void A_queue_of_several_hosts_waits_for_as_long_as_vLLM_gives_its_engine()
    {
        var plan = bench.Plan(bench.CaseFile(environment: ("VLLM_ENGINE_READY_TIMEOUT_S", "10800")));
        var large = plan with { Machine = CaseMachine.OfQueue("tpu_v7x_16_queue", Fleet.BuiltIn) };

        (plan.SeveralHosts, plan.ServerWait).ShouldBe((false, TimeSpan.FromHours(1)));
        (large.SeveralHosts, large.ServerWait).ShouldBe((true, TimeSpan.FromHours(3)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cancelled_run_leaves_nothing_behind()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = bench.RunAsync(bench.CaseFile(environment: ("STAND_IN_CLIENT", "hang")), cancellationToken: stop.Token);
        while (!bench.Log.Notices.ToArray().Contains("the server is ready") && !run.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        bench.ServerProcesses.Length.ShouldBe(3);
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_we_are_killed_the_server_is_too()
    {
        var caseFile = bench.CaseFile(environment: ("STAND_IN_CLIENT", "hang"));
        var ready = new TaskCompletionSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var owner = new ProcessRunner(bench.Files, TimeProvider.System).RunAsync(
            DummyProgram.Command("run-benchmark", bench.Files, caseFile),
            line => (line.Text == "the server is ready" ? ready : null)?.TrySetResult(),
            stop.Token);
        await Task.WhenAny(ready.Task, owner);

        // CliWrap ends the process tree with KILL; the server has a group and a session of its own, and is not in it any more.
        var server = bench.ServerProcesses;
        server.Length.ShouldBe(3);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => owner);

        while (server.Any(ProcessTable.Runs)) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task In_containers_server_and_client_get_the_cases_variables_by_name()
    {
        var calls = Path.Combine(bench.Files, "calls");
        var engine = bench.Script("engine", $$"""
            echo "$@" >> '{{calls}}'
            case "$1" in
                run)
                    while [ "$1" != bash ]; do
                        case "$2" in *:/results) export results="${2%:/results}" ;; esac
                        shift
                    done
                    script="$4"
                    exec bash -e -c "${script//\/results/$results}" ;;
            esac
            """);
        bench.Script("tpu-info", "");
        var plan = new ContainerPlan(
            StageSettings.BuiltIn.Container with
            {
                Engine = engine,
            },
            "vllm-tpu:0123abc",
            new ContainerOwner("this/1/1", _ => true)
        )
        {
            Home = "/home/ci",
        };

        var outcome = await bench.RunAsync(bench.CaseFile(environment: ("USE_BATCHED_RPA_KERNEL", "1")), plan);

        var run = (await File.ReadAllLinesAsync(calls, TestContext.Current.CancellationToken))
            .Where(call => call.StartsWith("run ", StringComparison.Ordinal) && call.Contains(" exec vllm ", StringComparison.Ordinal))
            .ToList();
        run.Count.ShouldBe(2);
        run.ShouldAllBe(call =>
            call.Contains(" --env USE_BATCHED_RPA_KERNEL ", StringComparison.Ordinal)
            && call.Contains("--net host", StringComparison.Ordinal)
        );
        run[0].ShouldEndWith($"vllm-tpu:0123abc bash -e -c exec vllm serve --model Qwen/Qwen3-4B --port {bench.Port}");
        outcome.Judgement.Status.ShouldBe(Status.Passing, string.Join('\n', bench.Log.Notices));
    }

    private string Story(BuildkiteCi.Benchmarks.Running.BenchmarkOutcome outcome) =>
        string.Join('\n', [outcome.Judgement.Reason, .. bench.Log.Notices, .. bench.Log.Output, bench.Folder.Read("vllm_log.txt")]);
}
