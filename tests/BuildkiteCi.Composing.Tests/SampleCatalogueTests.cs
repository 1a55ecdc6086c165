using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Tests;

/// <summary>The sample catalogue against what Buildkite itself makes of it.</summary>
public sealed class SampleCatalogueTests
{
    private static readonly string[] Folders = ["parallelism", "models", "features", "rl", "kernel_microbenchmarks"];

    [Theory]
    [InlineData("v6e", "tpu6e")]
    [InlineData("v7x", "tpu7x")]
    public void Without_collecting_every_step_is_what_Buildkite_reads(string generation, string tpuVersion)
    {
        var composition = Compose(collects: null);

        var expected = Expected(generation).Select(step => step.ToJsonString()).ToArray();
        var composed = Group(composition, generation).Select(step => Json(step).ToJsonString()).ToArray();
        composed.Length.ShouldBe(expected.Length);
        foreach (var (one, other) in composed.Zip(expected))
            JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)).ShouldBeTrue($"{one}\nis not\n{other}");
        composed.ShouldAllBe(step => step.Contains(tpuVersion, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v6e", 78, 23)]
    [InlineData("v7x", 78, 23)]
    public void Collected_every_step_that_is_left_is_what_Buildkite_reads_but_for_what_it_waits_for(
        string generation,
        int recorded,
        int collected
    )
    {
        var composition = Compose(collects: true);
        var expected = Expected(generation).ToDictionary(step => step["key"]!.GetValue<string>());

        var steps = Group(composition, generation).Select(Json).ToArray();

        expected.Count.ShouldBe(recorded);
        steps.Length.ShouldBe(collected);
        foreach (var step in steps)
        {
            var key = step["key"]!.GetValue<string>();
            JsonNode
                .DeepEquals(Without(step, "depends_on", "soft_fail"), Without(expected[key], "depends_on", "soft_fail"))
                .ShouldBeTrue(key);
            step["soft_fail"].ShouldBeNull();
            (step["depends_on"]?.GetValue<string>()).ShouldBe(
                Waits(key, expected, [.. steps.Select(one => one["key"]!.GetValue<string>())])
            );
        }

        foreach (var (key, step) in expected.Where(pair => steps.All(one => one["key"]!.GetValue<string>() != pair.Key)))
            (
                key.Contains("_record_", StringComparison.Ordinal)
                || step["command"]!
                    .GetValue<string>()
                    .Contains($"meta-data set \"{key}\" \"{composition.MetaData[key]}\"", StringComparison.Ordinal)
            ).ShouldBeTrue(key);
    }

    // What a step waits for by a slow reading of the original: the nearest step before it in the chain that is still there.
    private static string? Waits(string key, Dictionary<string, JsonObject> all, HashSet<string> left)
    {
        for (var next = all[key]["depends_on"]?.GetValue<string>(); next is not null; next = all[next]["depends_on"]?.GetValue<string>())
            if (left.Contains(next))
                return next;
        return null;
    }

    private static Composition Compose(bool? collects)
    {
        var composed = SampleBuild.Compose(SampleBuild.SampleCatalogue(), SampleBuild.Nightly with { Collects = collects });
        composed.Diagnostics.ShouldBeEmpty();
        return composed.Value!;
    }

    private static ImmutableArray<Step> Group(Composition composition, string generation) =>
        composition
            .Uploads.Single(upload => upload.Name == generation)
            .Document.Steps.ShouldHaveSingleItem()
            .ShouldBeOfType<GroupStep>()
            .Steps;

    private static JsonObject[] Expected(string generation)
    {
        var files = JsonNode.Parse(Oracle.Text("Support", "OlderCatalogue", $"expected-{generation}.json"))!["files"]!.AsObject();
        return
        [
            .. from folder in Folders
            from file in files
                .Where(file => file.Key.StartsWith(folder + "/", StringComparison.Ordinal))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
            from step in file.Value!["steps"]!.AsArray()
            select step!.AsObject(),
        ];
    }

    private static JsonObject Json(Step step) =>
        JsonNode.Parse(new PipelineDocument("", [step]).ToJson())!["steps"]![0]!.DeepClone().AsObject();

    private static JsonObject Without(JsonObject step, params ReadOnlySpan<string> keys)
    {
        var copy = step.DeepClone().AsObject();
        foreach (var key in keys) copy.Remove(key);
        return copy;
    }
}
