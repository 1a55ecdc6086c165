using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Tests.Metrics;

public sealed class ConsoleLogTests
{
    private const string Table = """
        ============ Serving Benchmark Result ============
        Successful requests:                     100
        Failed requests:                         0
        Benchmark duration (s):                  10.00
        Total input tokens:                      1000
        Total generated tokens:                  500
        Request throughput (req/s):              10.00
        Output token throughput (tok/s):         50.00
        Total Token throughput (tok/s):          150.00
        ---------------Time to First Token----------------
        Mean TTFT (ms):                          12.50
        Median TTFT (ms):                        12.00
        P99.9 TTFT (ms):                         40.25
        ==================================================

        """;

    // Of a client that does not count its failures.
    private const string OneOfAHundred = """
        ============ Serving Benchmark Result ============
        Successful requests:                     1
        Benchmark duration (s):                  10.00
        Total input tokens:                      10
        Total generated tokens:                  5
        Request throughput (req/s):              0.10
        Output token throughput (tok/s):         0.50
        Total Token throughput (tok/s):          1.50
        ==================================================

        """;

    [Fact]
    public void A_table_gives_each_printed_metric_under_the_name_of_the_saved_json()
    {
        var read = Read(Table);

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Verdict.ShouldBe(ReportVerdict.Ok);
        Values(read).ShouldBe(
        [
            ("completed", 100), ("failed", 0), ("duration", 10), ("total_input_tokens", 1000), ("total_output_tokens", 500),
            ("request_throughput", 10), ("output_throughput", 50), ("total_token_throughput", 150),
            ("mean_ttft_ms", 12.5), ("median_ttft_ms", 12), ("p99.9_ttft_ms", 40.25),
        ]);
    }

    [Fact]
    public void A_metric_that_was_not_printed_is_absent_and_not_zero()
    {
        var read = Read(Table.Replace("Failed requests:                         0\n", ""));

        read.Value!.Metrics[KnownMetrics.Failed].ShouldBeNull();
        read.Value.Metrics[KnownMetrics.P99EndToEnd].ShouldBeNull();
    }

    [Theory]
    [InlineData("    ")]
    [InlineData("\u001b_bk;t=1786500847091\u0007")]
    [InlineData("\u001b[32m")]
    [InlineData(" 99%|███▉| 299/300 [20:11<00:03,  3.9s/it]\r")]
    public void Indents_time_marks_colours_and_progress_bars_before_a_line_do_not_hide_it(string before)
    {
        var log = string.Concat(Table.Split('\n').Select(line => $"{before}{line}\r\n"));

        Values(Read(log)).ShouldBe(Values(Read(Table)));
    }

    [Theory]
    [InlineData("1,000.00", "'Request throughput' has the value '1,000.00', which is not a number of zero or more")]
    [InlineData("nan", "'Request throughput' has the value 'nan', which is not a number of zero or more")]
    [InlineData("-1.00", "'Request throughput' has the value '-1.00', which is not a number of zero or more")]
    [InlineData("", "'Request throughput' has no value")]
    public void A_value_that_is_no_number_is_an_error_at_its_line_and_not_a_metric(string value, string message)
    {
        var read = Read(
            Table.Replace("Request throughput (req/s):              10.00", $"Request throughput (req/s):              {value}")
        );

        read.Value!.Metrics[KnownMetrics.RequestThroughput].ShouldBeNull();
        read.Diagnostics.ShouldContain(found =>
            found.Rule.Code == "B103" && found.Location.ToString() == "bm_log.txt:7" && found.Message == message
        );
    }

    [Fact]
    public void The_bracket_tells_the_unit()
    {
        Read(Table.Replace("Mean TTFT (ms):                          12.50", "Mean TTFT (s): 0.0125"))
            .Value!.Metrics["mean_ttft_ms"]
            .ShouldBe(12.5);
        Read(Table.Replace("Mean TTFT (ms)", "Mean TTFT (tok/s)")).Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(
            "bm_log.txt:11: error B104: 'Mean TTFT' is given in 'tok/s'; it is read in 'ms'; check the client's version");
    }

    [Fact]
    public void A_probes_latency_is_not_taken_for_the_requests_own()
    {
        var read = Read(Table.Replace("Mean TTFT (ms)", "Median probe E2EL (ms)"));

        Values(read).ShouldNotContain(metric => metric.Name.Contains("e2el"));
        read.Diagnostics.ShouldHaveSingleItem().Rule.Code.ShouldBe("B105");
    }

    [Fact]
    public void A_table_without_its_closing_line_counts_for_nothing()
    {
        var read = Read(Table.Replace("==================================================\n", ""));

        (read.Value!.Verdict, read.Value.Metrics.Measurements.Length).ShouldBe((ReportVerdict.Truncated, 0));
        read.Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "bm_log.txt:1: error B102: the result table has 12 lines and no closing line; run the client again: the numbers of a "
                    + "cut-off table are not used"
            );
    }

    [Fact]
    public void Of_two_tables_the_first_is_the_throughput_run()
    {
        var read = Read(Table + Table.Replace("12.50", "99.00") + "Results\n{'accuracy': 0.8437, 'gen_num': 14000}\n");

        (read.Value!.Verdict, read.Value.Metrics["mean_ttft_ms"]).ShouldBe((ReportVerdict.Ok, 12.5));
        read.Value.Later.ShouldHaveSingleItem().Metrics["mean_ttft_ms"].ShouldBe(99);
        read.Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "bm_log.txt:15: note B116: the log holds 2 result tables; the first, of line 1, is the throughput run, and the others are "
                    + "shown behind it; give each run of the client a log of its own to judge each"
            );
        ReportText.Write(read.Value).ShouldContain("\ntable of line 15, vllm bench serve:\ncompleted");
        ReportJson.Write(read.Value, ReportSource.Console).ShouldContain("\"later_tables\": [\n    {\n      \"line\": 15,");
    }

    [Fact]
    public void A_later_tables_failed_requests_are_no_good_run()
    {
        var read = Read(Table + Table.Replace("requests:                         0", "requests:                         7"));

        (read.Value!.Verdict, read.Value.FailedRequests).ShouldBe((ReportVerdict.SomeRequestsFailed, (7, 207)));
        read.Diagnostics.ShouldContain(found => found.Rule.Code == "B107" && found.Location.Line == 15);
    }

    [Theory]
    [InlineData("  1%|#         | 1/100 [00:00<00:10, 9.00it/s]\r100%|##########| 100/100 [00:12<00:00,  8.00it/s]\n", 99)]
    [InlineData("Namespace(backend='vllm', num_prompts=100, port=8000)\n", 99)]
    [InlineData("Running: vllm bench serve --num-prompts 100 --port 8000\n", 99)]
    [InlineData("Namespace(num_prompts=1000)\n100%|##########| 100/100 [00:12<00:00,  8.00it/s]\n", 99)]
    [InlineData("Loading shards: 100%|##########| 400/400 [00:12<00:00,  8.00it/s]\nNamespace(num_prompts=100)\n", 99)]
    [InlineData("Error 0: Not Found\nError 1: Not Found\n", 2)]
    public void Where_no_line_counts_the_failed_requests_the_lines_around_the_table_do(string before, int failed)
    {
        var read = Read(before + OneOfAHundred);

        (read.Value!.Verdict, read.Value.FailedRequests).ShouldBe((ReportVerdict.SomeRequestsFailed, (failed, failed + 1)));
        read.Diagnostics.ShouldContain(found => found.Rule.Code == "B107" && found.Message == $"{failed} of {failed + 1} requests failed");
    }

    [Fact]
    public void Where_nothing_tells_how_many_requests_were_sent_none_is_known_to_have_failed() =>
        (Read(OneOfAHundred).Value!.Verdict, Read(OneOfAHundred).Value!.FailedRequests).ShouldBe((ReportVerdict.Ok, null));

    [Fact]
    public void A_data_set_with_fewer_prompts_than_were_asked_for_is_no_failure() =>
        Read("Namespace(num_prompts=1000)\n100%|##########| 100/100 [00:12<00:00,  8.00it/s]\n" + Table)
            .Value!.Verdict.ShouldBe(ReportVerdict.Ok);

    [Fact]
    public void A_printed_score_that_is_not_a_number_is_no_score_and_no_other_takes_its_place()
    {
        var read = Read("Results\n{'accuracy': 0.84}\nResults\n{'accuracy': nan, 'exact_match': 0.9, 'gen_num': 100}\n");

        read.Value!.Score.ShouldBeNull();
        read.Diagnostics.ShouldContain(found =>
            found.ToString().StartsWith("bm_log.txt:4: error B103: the score 'accuracy' is not a number", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Starting main benchmark run...\nTraffic request rate: inf\n")]
    [InlineData("============ Serving Benchmark Result ============\nSuccessful requests:      100\n")]
    public void A_later_run_that_did_not_end_is_said_beside_the_first_ones_numbers(string later)
    {
        var read = Read("Starting main benchmark run...\n" + Table + later);

        (read.Value!.Verdict, read.Value.Metrics["mean_ttft_ms"]).ShouldBe((ReportVerdict.OkThenUnfinished, 12.5));
        read.HasErrors.ShouldBeFalse();
        read.Diagnostics.ShouldContain(found => found.Rule.Code == "B110" && found.Location.Line == 16);
    }

    [Fact]
    public void A_run_that_was_started_again_and_then_finished_is_a_good_run() =>
        Read("Starting main benchmark run...\nStarting main benchmark run...\n" + Table).Value!.Verdict.ShouldBe(ReportVerdict.Ok);

    [Fact]
    public void Where_every_request_failed_no_latency_was_measured()
    {
        var read = Read(
            Table
                .Replace(" 100\n", " 0\n")
                .Replace("requests:                         0", "requests:                         100")
                .Replace("12.50", "0.00")
        );

        read.Value!.Verdict.ShouldBe(ReportVerdict.AllRequestsFailed);
        Values(read).ShouldNotContain(metric => metric.Name.Contains("ttft"));
        read.Diagnostics.ShouldContain(found => found.Rule.Code == "B106");
    }

    [Fact]
    public void Failed_requests_are_counted_in_the_message()
    {
        var read = Read(
            Table.Replace(" 100\n", " 98\n").Replace("requests:                         0", "requests:                         2")
        );

        read.Value!.Verdict.ShouldBe(ReportVerdict.SomeRequestsFailed);
        read.Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("2 of 100 requests failed");
    }

    [Fact]
    public void A_throughput_that_the_counts_contradict_is_a_warning()
    {
        var read = Read(Table.Replace("Output token throughput (tok/s):         50.00", "Output token throughput (tok/s):         51.50"));

        read.Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "bm_log.txt:1: warning B108: output_throughput is 51.5 tok/s, but 500 in 10 s are 50; check that both come from one run of "
                    + "a client that counts in the usual way"
            );
    }

    [Theory]
    [InlineData("Results")]
    [InlineData("GPQA Results")]
    [InlineData("MMMU-Pro Results")]
    public void An_evaluation_without_a_table_gives_its_accuracy(string heading)
    {
        var read = Read($"INFO done\n{heading}\n{{'accuracy': np.float64(0.8437), \"gen_num\": 14000, 'bad': None}}\n");

        read.Value!.Verdict.ShouldBe(ReportVerdict.AccuracyOnly);
        read.Value.Accuracy.Select(score => (score.Metric.Name, score.Value)).ShouldBe([("accuracy", 0.8437), ("gen_num", 14000)]);
    }

    [Fact]
    public void Accuracy_that_cannot_be_read_is_an_error_at_its_line()
    {
        var read = Read("AccuracyMetrics: {'accuracy': oops}\n");

        read.Value!.Accuracy.ShouldBeEmpty();
        read.Diagnostics.Select(found => (found.Rule.Code, found.Location.Line)).ShouldContain(("B111", 1));
    }

    [Fact]
    public void The_output_of_2023_is_refused_by_name() =>
        Read("Total time: 166.88 s\nThroughput: 5.99 requests/s\n")
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "bm_log.txt:2: error B114: 'Throughput: 5.99 requests/s' was printed by a client from before 2024, whose output is not "
                    + "supported; run a newer client"
            );

    [Fact]
    public void Positions_of_accepted_drafts_are_fractions_inside_and_percent_in_the_consoles_json()
    {
        var read = Read(
            Table.Replace(
                "Mean TTFT (ms):                          12.50",
                "Per-position acceptance (%):\n  Position 0:                            68.30\n  Position 1:      42.15"
            )
        );

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Metrics.PositionAcceptance.ShouldBe([0.683, 0.4215]);
        ReportJson
            .Write(read.Value, ReportSource.Console)
            .ShouldContain("\"per_position_acceptance_percent\": [\n      68.3,\n      42.15\n    ]");
    }

    private static Diagnosed<ClientReport> Read(string log) => ConsoleLog.Parse(new SourceFile("bm_log.txt", log));

    private static IEnumerable<(string Name, double Value)> Values(Diagnosed<ClientReport> read) =>
        read.Value!.Metrics.Measurements.Select(measurement => (measurement.Metric.Name, measurement.Value));
}
