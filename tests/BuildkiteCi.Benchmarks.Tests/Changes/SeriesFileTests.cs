using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class SeriesFileTests
{
    private const string Header = "date,commit,case,device,metric,unit,value,config\n";

    [Fact]
    public void Another_configuration_is_another_series_and_rows_keep_their_numbers()
    {
        var set = Read(
            Header
                + "2026-01-12,a,\"case, with comma\",v6e-1,request_throughput,req/s,3.5,tp8\n2026-01-13,b,\"case, with "
                + "comma\",v6e-1,request_throughput,req/s,4.5,tp16\r\n"
        ).Value!;

        set.Series.Select(series => (series.Key.Case, series.Key.Configuration, series.Points[0].Row, series.Points[0].Value))
            .ShouldBe([("case, with comma", "tp8", 0, 3.5), ("case, with comma", "tp16", 1, 4.5)]);
    }

    [Fact]
    public void A_run_without_a_value_is_no_point()
    {
        var read = Read(Header + "2026-01-12,a,c,v6e-1,request_throughput,req/s,,tp8\n");

        (read.Diagnostics.Length, read.Value!.Series.Length).ShouldBe((0, 0));
    }

    [Fact]
    public void Every_row_that_cannot_be_read_is_named_and_the_others_are_used()
    {
        var read = Read(
            Header
                + "12.01.2026,a,c,v6e-1,request_throughput,furlongs,fast,tp8\n2026-01-12,a\n"
                + "2026-01-14,c,c,v6e-1,request_throughput,req/s,3.5,tp8\n"
        );

        read.Diagnostics.Select(found => $"{found.Location} {found.Rule.Code} {found.Message}")
            .ShouldBe([
                "s.csv:2 B202 the date '12.01.2026' cannot be read",
                "s.csv:2 B202 the value 'fast' cannot be read",
                "s.csv:3 B202 the row has 2 fields, the header 8",
            ]);
        read.Value!.Series.ShouldHaveSingleItem().Points.ShouldHaveSingleItem().Row.ShouldBe(2);
    }

    [Fact]
    public void A_unit_that_is_not_known_is_a_warning_and_a_known_name_tells_which_way_is_better()
    {
        var read = Read(Header + "2026-01-14,c,c,v6e-1,request_throughput,furlongs,3.5,tp8\n");

        (read.HasErrors, read.Diagnostics.Length, read.Value!.Series[0].Key.Metric.Better).ShouldBe(
            (false, 1, BuildkiteCi.Catalogue.Results.Better.Higher)
        );
    }

    [Fact]
    public void A_missing_column_is_named_with_what_was_probably_meant() =>
        Read(Header.Replace("config", "confg")).Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(
            "s.csv:1: error B201: there is no column 'config'; did you mean 'confg'?");

    [Fact]
    public void An_empty_file_has_no_columns() => Read("").Diagnostics.Length.ShouldBe(8);

    [Fact]
    public void Changes_are_written_with_the_row_they_begin_at()
    {
        var values = SimulatedSeries.Noise(new Random(3), 60, 0.01);
        for (var i = 40; i < 60; i++) values[i] += 0.1;
        var found = ChangeDetection.Find(SimulatedSeries.Of("step", values, []).Series, DetectionSettings.Default);

        SeriesJson.Write([("s.csv", [found])]).ShouldStartWith(
            """
            [
              {
                "file": "s.csv",
                "changes": [
                  {
                    "index": 40,
                    "date": "2026-02-14",
                    "commit": "20260214",
                    "previous_commit": "20260213",
                    "case": "case",
                    "device": "v6e-1",
                    "metric": "p99_e2el_ms",
                    "unit": "ms",
                    "direction": "up",
                    "verdict": "regressed",
                    "relative": 0.10
            """);
    }

    private static Diagnosed<SeriesSet> Read(string text) => SeriesFile.Parse(new SourceFile("s.csv", text));
}
