using System.Text.Json;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Tests.Metrics;

/// <summary>Captures of real clients against what a reader must get from them.</summary>
public sealed class SampleTests
{
    [Fact]
    public void Every_captured_log_gives_the_expected_verdict_and_metrics()
    {
        foreach (var expected in Expected("logs"))
        {
            var name = expected.GetProperty("file").GetString()!;
            var read = ConsoleLog.Parse(Samples.Source(name));
            using var written = JsonDocument.Parse(ReportJson.Write(read.Value!, ReportSource.Console));

            written.RootElement.GetProperty("verdict").GetString().ShouldBe(expected.GetProperty("verdict").GetString(), name);
            var unmeasured = Names(expected, "unmeasured");
            var metrics = expected.TryGetProperty("metrics", out var values)
                ? values.EnumerateObject().Where(value => !unmeasured.Contains(value.Name))
                : [];
            written.RootElement.GetProperty("metrics").EnumerateObject().Select(Text).ShouldBe(metrics.Select(Text), name);
        }
    }

    [Fact]
    public void What_a_run_saved_rounds_to_what_it_printed()
    {
        foreach (var file in Directory.GetFiles(Oracle.Path("BuildkiteCi.Benchmarks.Tests/Samples/results")))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var saved = SavedResults.Parse(Samples.Source($"results/{name}.json"));
            var printed = ConsoleLog.Parse(Samples.Source($"logs/{name}.log")).Value!;

            saved.Value!.Verdict.ShouldBe(printed.Verdict, name);
            foreach (var (metric, value) in printed.Metrics.Measurements)
                saved.Value.Metrics[metric]!.Value.ShouldBe(value, 0.00501, $"{name}: {metric}");
        }
    }

    [Fact]
    public void Every_lm_eval_file_gives_its_scores_errors_and_samples()
    {
        foreach (var expected in Expected("lm_eval"))
        {
            var name = expected.GetProperty("file").GetString()!;
            var read = LmEvalFile.Parse(Samples.Source(name)).Value!;

            read.All.Select(score => (score.Metric.Name, score.Score)).ShouldBe(Numbers(expected.GetProperty("metrics")), name);
            read.All.Select(score => (score.Metric.Name, score.StandardError!.Value))
                .ShouldBe(Numbers(expected.GetProperty("stderr")), name);
            read.Main.Samples.ShouldBe(expected.GetProperty("samples").GetInt32(), name);
        }
    }

    private static List<JsonElement> Expected(string part)
    {
        using var document = JsonDocument.Parse(Samples.Source("expected.json").Text);
        return [.. document.RootElement.GetProperty(part).Clone().EnumerateArray()];
    }

    private static List<(string, double)> Numbers(JsonElement values) =>
        [.. values.EnumerateObject().Select(value => (value.Name, value.Value.GetDouble()))];

    private static HashSet<string?> Names(JsonElement expected, string property) =>
        expected.TryGetProperty(property, out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];

    // Numbers by value (1000.0 is 1000), arrays item by item.
    private static string Text(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Array
        ? $"{property.Name}: {string.Join(", ", property.Value.EnumerateArray().Select(item => item.GetDouble()))}"
        : $"{property.Name}: {property.Value.GetDouble()}";
}
