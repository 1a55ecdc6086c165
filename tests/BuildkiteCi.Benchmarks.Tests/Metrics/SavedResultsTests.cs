using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Tests.Metrics;

public sealed class SavedResultsTests
{
    private const string Run =
        """{"date": "20260806-083703", "num_prompts": 4, "request_rate": "inf", "max_concurrency": null, "duration": 2.0, "completed": 4, "failed": 0, "request_throughput": 2.0, "rtfx": 0.0, "std_ttft_ms": 1.25}""";

    [Fact]
    public void Metrics_keep_all_their_digits_and_settings_are_not_metrics()
    {
        var read = Read(Run.Replace("\"duration\": 2.0", "\"duration\": 2.000000000000123"));

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Metrics.Measurements.Select(measurement => (measurement.Metric.Name, measurement.Value)).ShouldBe(
            [("duration", 2.000000000000123), ("completed", 4), ("failed", 0), ("request_throughput", 2), ("std_ttft_ms", 1.25)]);
        (read.Value.Verdict, read.Value.Prompts).ShouldBe((ReportVerdict.Ok, 4));
    }

    [Theory]
    [InlineData("NaN", "'std_ttft_ms' is NaN, not a number of zero or more")]
    [InlineData("-Infinity", "'std_ttft_ms' is -Infinity, not a number of zero or more")]
    [InlineData("\"1.25\"", "'std_ttft_ms' is '1.25', not a number of zero or more")]
    [InlineData("-1.5", "'std_ttft_ms' is -1.5, not a number of zero or more")]
    public void A_value_that_is_no_number_is_an_error_where_it_stands(string value, string message)
    {
        var read = Read(Run.Replace("1.25", value));

        read.Value!.Metrics["std_ttft_ms"].ShouldBeNull();
        var found = read.Diagnostics.ShouldHaveSingleItem();
        (found.Rule.Code, found.Message, found.Location).ShouldBe(
            ("B103", message, new SourceLocation("out.json", 1, Run.IndexOf("1.25", StringComparison.Ordinal) + 1))
        );
    }

    [Fact]
    public void Requests_that_are_missing_from_the_prompts_have_failed_where_the_client_counts_no_failures()
    {
        var read = Read(Run.Replace("\"failed\": 0, ", "").Replace("\"num_prompts\": 4", "\"num_prompts\": 6"));

        read.Value!.Verdict.ShouldBe(ReportVerdict.SomeRequestsFailed);
        read.Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("2 of 6 requests failed");
    }

    [Fact]
    public void Of_appended_runs_the_last_counts() =>
        Read(Run.Replace("1.25", "7.5") + "\n" + Run + "\n").Value!.Metrics["std_ttft_ms"].ShouldBe(1.25);

    [Fact]
    public void A_file_that_breaks_off_is_truncated_and_the_place_is_named()
    {
        var read = Read("{\n  \"completed\": 4,\n  \"duration\":");

        read.Value!.Verdict.ShouldBe(ReportVerdict.Truncated);
        (read.Diagnostics.ShouldHaveSingleItem().Rule.Code, read.Diagnostics[0].Location.Line).ShouldBe(("B001", 3));
    }

    [Fact]
    public void What_every_run_has_is_missed_where_it_is_not_there() =>
        Read("{\"completed\": 4, \"duration\": 2.0}").Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(
            "out.json:1:1: error B115: 'request_throughput' is missing; it counts as not measured; run the client again");

    [Fact]
    public void The_local_forks_goodput_loses_its_colon() =>
        Read(Run.Replace("\"std_ttft_ms\"", "\"request_goodput:\"")).Value!.Metrics["request_goodput"].ShouldBe(1.25);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("Traceback (most recent call last):")]
    public void Other_files_are_no_result_and_an_error(string text)
    {
        var read = Read(text);

        (read.Value!.Verdict, read.HasErrors).ShouldBe((ReportVerdict.NoResult, true));
    }

    private static Diagnosed<ClientReport> Read(string text) => SavedResults.Parse(new SourceFile("out.json", text));
}
