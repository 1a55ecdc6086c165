using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Tests.Metrics;

/// <summary>What clients other than <c>vllm bench serve</c> print and save. All numbers are made up.</summary>
public sealed class OtherClientsTests
{
    [Fact]
    public void The_throughput_bench_gives_rates_and_tokens()
    {
        var read = Read("""
            Processed prompts: 100%|██████████| 64/64 [00:16<00:00,  4.00it/s]
            Throughput: 4.00 requests/s, 2560.50 total tokens/s, 512.25 output tokens/s
            Total num prompt tokens:  32768
            Total num output tokens:  8192
            """);

        read.Diagnostics.ShouldBeEmpty();
        (read.Value!.Verdict, read.Value.Client).ShouldBe((ReportVerdict.Ok, "vllm bench throughput"));
        Values(read)
            .ShouldBe([
                ("request_throughput", 4),
                ("total_token_throughput", 2560.5),
                ("output_throughput", 512.25),
                ("total_input_tokens", 32768),
                ("total_output_tokens", 8192),
            ]);
    }

    [Fact]
    public void The_latency_bench_gives_a_batchs_latency_in_milliseconds()
    {
        var read = Read("""
            Avg latency: 1.25 seconds
            10% percentile latency: 1.2 seconds
            50% percentile latency: 1.24 seconds
            99% percentile latency: 1.5 seconds
            """);

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Client.ShouldBe("vllm bench latency");
        Values(read).ShouldBe([("mean_e2el_ms", 1250), ("p10_e2el_ms", 1200), ("median_e2el_ms", 1240), ("p99_e2el_ms", 1500)]);
    }

    [Fact]
    public void The_multi_turn_bench_gives_its_rates_and_the_statistics_of_each_latency()
    {
        var read = Read("""
            ----------------------------------------------------------------------------------------------------
            Statistics summary:
            runtime_sec = 120.500
            requests_per_sec = 1.328
            ----------------------------------------------------------------------------------------------------
                               count     mean     std      min      25%      50%      75%      90%      99%      max
            ttft_ms            160.0    71.20   12.10    40.00    61.00    70.00    80.00    90.00   120.50   200.00
            tpot_ms            160.0    20.10    0.50    19.00    20.00    20.05    20.20    20.80    22.00    23.00
            latency_ms         160.0  2100.00  300.00  1500.00  1900.00  2050.00  2300.00  2500.00  2900.00  3100.00
            input_num_turns    160.0     5.20    2.10     1.00     3.00     5.00     7.00     9.00    10.00    10.00
            ----------------------------------------------------------------------------------------------------
            """);

        read.Diagnostics.ShouldBeEmpty();
        var metrics = read.Value!.Metrics;
        (metrics["duration"], metrics["request_throughput"], metrics["completed"]).ShouldBe((120.5, 1.328, 160));
        (metrics["mean_ttft_ms"], metrics["p99_ttft_ms"], metrics["median_tpot_ms"], metrics["p90_e2el_ms"]).ShouldBe(
            (71.2, 120.5, 20.05, 2500)
        );
    }

    [Fact]
    public void A_rerank_run_is_a_serving_table_without_answers()
    {
        var read = Read("""
            ============ Serving Benchmark Result ============
            Successful requests:                     50
            Failed requests:                         0
            Benchmark duration (s):                  5.00
            Total input tokens:                      25000
            Request throughput (req/s):              10.00
            Total token throughput (tok/s):          5000.00
            ----------------End-to-end Latency----------------
            Mean E2EL (ms):                          90.00
            P99 E2EL (ms):                           120.00
            ==================================================
            """);

        read.Diagnostics.ShouldBeEmpty();
        (read.Value!.Verdict, read.Value.Metrics["p99_e2el_ms"], read.Value.Metrics["output_throughput"]).ShouldBe(
            (ReportVerdict.Ok, 120, null)
        );
    }

    [Fact]
    public void The_table_of_lm_eval_gives_scores_with_their_errors()
    {
        var read = Read("""
            hf (pretrained=Qwen/Qwen3-4B), gen_kwargs: (None), limit: None, num_fewshot: 5, batch_size: auto
            |Tasks|Version|     Filter     |n-shot|  Metric   |   |Value |   |Stderr|
            |-----|------:|----------------|-----:|-----------|---|-----:|---|-----:|
            |gsm8k|      3|flexible-extract|     5|exact_match|↑  |0.8120|±  |0.0108|
            |     |       |strict-match    |     5|exact_match|↑  |0.8050|±  |0.0109|
            |mmlu |      2|none            |     5|acc        |↑  |0.7000|±  |0.0030|
            """);

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Verdict.ShouldBe(ReportVerdict.AccuracyOnly);
        read.Value.Accuracy.Select(score => (score.Metric.Name, score.Value, score.StandardError)).ShouldBe(
            [("exact_match,flexible-extract", 0.812, 0.0108), ("exact_match,strict-match", 0.805, 0.0109), ("mmlu:acc,none", 0.7, 0.003)]);
        read.Value.Score!.StandardError.ShouldBe(0.0108);
    }

    [Fact]
    public void Genai_perfs_table_is_read_in_its_unit_and_a_number_that_was_cut_off_is_not()
    {
        var read = Read("""
                                               NVIDIA GenAI-Perf | LLM Metrics
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━┓
            ┃                Statistic ┃        avg ┃      min ┃      p99 ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━┩
            │ Time to first token (ns) │ 13,000,000 │ 1,000,000│ 16,500,… │
            │     Request latency (ms) │   1,630.25 │  1,616.0 │ 1,644.05 │
            │   Output sequence length │     300.00 │   300.00 │   300.00 │
            └──────────────────────────┴────────────┴──────────┴──────────┘
            Output token throughput (per sec): 184.02
            Request throughput (per sec): 0.61
            """);

        Values(read)
            .ShouldBe([
                ("mean_ttft_ms", 13),
                ("mean_e2el_ms", 1630.25),
                ("p99_e2el_ms", 1644.05),
                ("output_throughput", 184.02),
                ("request_throughput", 0.61),
            ]);
        read.Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldContain("'Time to first token (ns)' has the value '16,500,…' in the column 'p99'");
        read.Value!.Client.ShouldBe("genai-perf");
    }

    [Fact]
    public void Sglangs_table_names_its_client_and_counts_tokens_once()
    {
        var read = Read("""
            ============ Serving Benchmark Result ============
            Backend:                                 sglang-oai
            Traffic request rate:                    inf
            Max request concurrency:                 not set
            Successful requests:                     100
            Benchmark duration (s):                  10.00
            Total input tokens:                      1000
            Total input text tokens:                 1000
            Total generated tokens:                  500
            Total generated tokens (retokenized):    498
            Request throughput (req/s):              10.00
            Input token throughput (tok/s):          100.00
            Output token throughput (tok/s):         50.00
            Total token throughput (tok/s):          150.00
            Concurrency:                             12.00
            ----------------End-to-End Latency----------------
            Mean E2E Latency (ms):                   1200.00
            P99 E2E Latency (ms):                    2000.00
            ---------------Inter-Token Latency----------------
            P95 ITL (ms):                            30.00
            Max ITL (ms):                            900.00
            ==================================================
            """);

        read.Diagnostics.ShouldBeEmpty();
        (
            read.Value!.Client,
            read.Value.Metrics["total_output_tokens"],
            read.Value.Metrics["p99_e2el_ms"],
            read.Value.Metrics["p95_itl_ms"]
        ).ShouldBe(("sglang.bench_serving", 500, 2000, 30));
    }

    [Fact]
    public void JetStreams_lines_are_a_table_without_a_frame()
    {
        var read = Read("""
            Mode: DecodeMode
            Successful requests: 100
            Benchmark duration: 12.500000 s
            Total input tokens: 1000
            Total generated tokens: 500
            Request throughput: 8.00 requests/s
            Input token throughput: 80.00 tokens/s
            Output token throughput: 40.00 tokens/s
            Overall token throughput: 120.00 tokens/s
            Mean ttft: 200.00 ms
            Median ttft: 190.00 ms
            P99 ttft: 400.00 ms
            Mean ttst: 210.00 ms
            Mean TPOT: 12.00 ms
            ----- Request complete rate time series (window_size = 10 sec) -----
            """);

        read.Diagnostics.ShouldBeEmpty();
        Values(read)
            .ShouldBe([
                ("completed", 100),
                ("duration", 12.5),
                ("total_input_tokens", 1000),
                ("total_output_tokens", 500),
                ("request_throughput", 8),
                ("input_throughput", 80),
                ("output_throughput", 40),
                ("total_token_throughput", 120),
                ("mean_ttft_ms", 200),
                ("median_ttft_ms", 190),
                ("p99_ttft_ms", 400),
                ("mean_tpot_ms", 12),
            ]);
    }

    [Fact]
    public void Latency_with_the_clients_queue_is_a_metric_of_its_own()
    {
        var read = Read(Serving("P99 E2EL including client queue (ms):    120.00\nMean client queue time (ms):             7.50\n"));

        (
            read.Value!.Metrics["p99_e2el_including_client_queue_ms"],
            read.Value.Metrics["mean_client_queue_time_ms"],
            read.Value.Metrics["p99_e2el_ms"]
        ).ShouldBe((120, 7.5, null));
        read.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("27.44   <====")]
    [InlineData("27.44 ·")]
    [InlineData("· 27.44")]
    [InlineData("27.44 (was 25.9)")]
    public void A_number_with_somebodys_mark_beside_it_is_read_with_a_note(string text)
    {
        var read = Read(Serving($"Mean TTFT (ms):                          {text}\n"));

        read.Value!.Metrics["mean_ttft_ms"].ShouldBe(27.44);
        var note = read.Diagnostics.ShouldHaveSingleItem();
        (note.Rule.Code, note.Severity).ShouldBe(("B117", BuildkiteCi.Core.Severity.Note));
    }

    [Theory]
    [InlineData("27.44.1")]
    [InlineData("27 44")]
    [InlineData("27.44 seconds")]
    [InlineData("27.44 %")]
    [InlineData("-27.44 <==")]
    public void What_is_no_marked_number_is_not_read(string text)
    {
        var read = Read(Serving($"Mean TTFT (ms):                          {text}\n"));

        read.Value!.Metrics["mean_ttft_ms"].ShouldBeNull();
        read.Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(BuildkiteCi.Core.Severity.Error);
    }

    [Theory]
    [InlineData("2026-08-12T03:14:07.123456789Z ")]
    [InlineData("2026-08-12 03:14:07,123 ")]
    [InlineData("2026-08-12T03:14:07.123456789Z stdout F ")]
    [InlineData("bench-client-1  | ")]
    [InlineData("[pod/bench-7d4f/client] ")]
    [InlineData("Aug 12 03:14:07 tpu-host bench[4711]: ")]
    [InlineData("bench-1  | 2026-08-12T03:14:07Z ")]
    [InlineData("03:14:07.123 ")]
    public void What_containers_and_log_shippers_put_before_a_line_is_taken_off(string prefix)
    {
        var read = Read(
            string.Concat(Serving("Mean TTFT (ms):                          27.44\n").Split('\n').Select(line => $"{prefix}{line}\n"))
        );

        read.Diagnostics.ShouldBeEmpty();
        (read.Value!.Verdict, read.Value.Metrics["mean_ttft_ms"], read.Value.Metrics["request_throughput"]).ShouldBe(
            (ReportVerdict.Ok, 27.44, 10)
        );
    }

    [Fact]
    public void Several_clients_in_one_log_are_named_each()
    {
        var read = Read(Serving("") + "Throughput: 4.00 requests/s, 2560.50 total tokens/s, 512.25 output tokens/s\n");

        read.Value!.Metrics["request_throughput"].ShouldBe(10);
        read.Value.Later.ShouldHaveSingleItem().Client.ShouldBe("vllm bench throughput");
        ReportText.Write(read.Value).ShouldContain("\ntable of line 7, vllm bench throughput:\nrequest_throughput");
    }

    [Theory]
    [InlineData(
        "(APIServer pid=1) INFO 08-14 08:00:55 [api_server.py:1] vLLM API server version 0.20.0\nINFO:     Application startup complete.\n",
        "a vLLM server"
    )]
    [InlineData("============================= test session starts ==============================\ncollected 3 items\n", "pytest")]
    [InlineData("Running 30s test @ http://localhost:8000\n  2 threads and 10 connections\n", "wrk")]
    [InlineData("Successfully installed vllm-0.20.0\n", "pip")]
    public void A_log_of_another_program_is_named_as_what_it_is(string log, string name)
    {
        var read = Read(log);

        read.Value!.Verdict.ShouldBe(ReportVerdict.NoResult);
        read.Diagnostics.ShouldHaveSingleItem().Message.ShouldStartWith($"this is the output of {name} (");
        read.Diagnostics[0].Message.ShouldEndWith("; it holds no serving table");
    }

    [Fact]
    public void A_frame_without_a_metric_is_no_result()
    {
        var read = Read("============ Serving Benchmark Result ============\n==================================================\n");

        read.Value!.Verdict.ShouldBe(ReportVerdict.NoResult);
        read.HasErrors.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "date": "20260806-083703", "model_id": "Qwen/Qwen3-4B" }""")]
    [InlineData("""{ "results": { "gsm8k": {} }, "n-shot": { "gsm8k": 5 } }""")]
    public void A_saved_object_without_a_metric_is_never_ok(string json)
    {
        var read = SavedResults.Parse(new SourceFile("result.json", json));

        read.Value!.Verdict.ShouldBe(ReportVerdict.NoResult);
        read.HasErrors.ShouldBeTrue();
    }

    [Fact]
    public void What_other_clients_save_is_read_by_what_only_they_write()
    {
        Saved(
                """{ "elapsed_time": 16.0, "num_requests": 64, "total_num_tokens": 40960, "requests_per_second": 4.0, "tokens_per_second": 2560.0 }"""
            )
            .ShouldBe(("vllm bench throughput", "duration=16 completed=64 request_throughput=4 total_token_throughput=2560"));
        Saved("""{ "avg_latency": 1.25, "latencies": [1.2, 1.3], "percentiles": { "50": 1.24, "99": 1.5 } }""")
            .ShouldBe(("vllm bench latency", "mean_e2el_ms=1250 median_e2el_ms=1240 p99_e2el_ms=1500"));
        Saved(
                """{ "backend": "sglang", "duration": 10.0, "completed": 100, "request_throughput": 10.0, "total_throughput": 150.0, "mean_e2e_latency_ms": 1200.0, "p99_ttft_ms": 90.0 }"""
            )
            .ShouldBe(
                (
                    "sglang.bench_serving",
                    "duration=10 completed=100 request_throughput=10 total_token_throughput=150 mean_e2el_ms=1200 p99_ttft_ms=90"
                )
            );
        Saved(
                """{ "request_throughput": { "unit": "requests/sec", "avg": 0.61 }, "time_to_first_token": { "unit": "ns", "avg": 13000000, "p99": 16000000, "min": 1 } }"""
            )
            .ShouldBe(("genai-perf", "request_throughput=0.61 mean_ttft_ms=13 p99_ttft_ms=16"));
    }

    [Theory]
    [InlineData("\"total_input_tokens\": 1000, \"total_output_tokens\": 500, \"request_inthroughput\": 8, \"mean_tpot_ms\": 12.5")]
    [InlineData("\"total_input\": 1000, \"total_output\": 500, \"request_throughput\": 8, \"mean_TPOT_ms\": 12.5")]
    public void What_JetStream_saves_has_the_names_of_its_version(string further) =>
        Saved(
                $"{{\"metrics\": {{\"duration\": 12.5, \"completed\": 100, {further}, \"mean_ttst_ms\": 3}}, "
                    + "\"dimensions\": {\"model_id\": \"acme/Kestrel-7B\", \"num_prompts\": 100}}"
            )
            .ShouldBe((
                "JetStream's benchmark_serving.py",
                "duration=12.5 completed=100 total_input_tokens=1000 total_output_tokens=500 request_throughput=8 mean_tpot_ms=12.5"
            ));

    private static (string, string) Saved(string json)
    {
        var read = SavedResults.Parse(new SourceFile("result.json", json));
        read.Diagnostics.ShouldBeEmpty();
        return (
            read.Value!.Client,
            string.Join(
                ' ',
                read.Value.Metrics.Measurements.Select(one => FormattableString.Invariant($"{one.Metric.Name}={one.Value:0.##}"))
            )
        );
    }

    private static string Serving(string further) => $"""
        ============ Serving Benchmark Result ============
        Successful requests:                     100
        Benchmark duration (s):                  10.00
        Total input tokens:                      1000
        Request throughput (req/s):              10.00
        {further}==================================================

        """.Replace("\n\n", "\n", StringComparison.Ordinal);

    private static Diagnosed<ClientReport> Read(string log) => ConsoleLog.Parse(new SourceFile("bm_log.txt", log));

    private static (string Name, double Value)[] Values(Diagnosed<ClientReport> read) =>
        [.. read.Value!.Metrics.Measurements.Select(one => (one.Metric.Name, one.Value))];
}
