using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.LocalBuilds.Tests.Running;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.LocalBuilds.Tests.Vectors;

/// <summary>Whole builds against what Buildkite's documentation and its agent make of them (README.md beside the vectors).</summary>
public sealed class LocalBuildVectorTests : IDisposable
{
    private static readonly Lazy<ImmutableArray<JsonElement>> Vectors = new(() =>
        [.. Read("local-builds.json"), .. Read("more-builds.json")]
    );

    private readonly RunBench bench = new();

    public static IEnumerable<TheoryDataRow<string>> Names =>
        Vectors.Value.Select(vector => new TheoryDataRow<string>(vector.GetProperty("name").GetString()!));

    public void Dispose() => bench.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_build_goes_as_on_Buildkite(string name)
    {
        var vector = Vectors.Value.First(vector => vector.GetProperty("name").GetString() == name);
        bench.Root.Write("log", "");
        bench.Root.Write("pipeline.yml", vector.GetProperty("pipeline").GetString()!);
        foreach (var (path, text) in Texts(vector, "files")) bench.Root.Write(path, text);
        bench.ReadOptions([.. Strings(vector, "options")]);
        bench.Inherited = Texts(vector, "env").Add("LOG", Path.Combine(bench.Root.Path, "log"));
        bench.Branch = vector.TryGetProperty("branch", out var branch) ? branch.GetString()! : "main";

        // Minutes are the shortest time-out that can be written.
        bench.Adjust = command =>
            command.Timeout is null || !vector.TryGetProperty("slow", out _) ? command : command with { Timeout = TimeSpan.FromSeconds(1) };

        var result = await RunAsync(vector);

        Check(vector.GetProperty("expected"), result);
    }

    private static JsonElement.ArrayEnumerator Read(string file) =>
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests/BuildkiteCi.LocalBuilds.Tests/Vectors", file)))
            .RootElement.EnumerateArray();

    // As --file reads it; null: refused.
    private async Task<RunResult?> RunAsync(JsonElement vector)
    {
        var file = new SourceFile("pipeline.yml", vector.GetProperty("pipeline").GetString()!);
        var read = new PipelineReading(Variables.Of(bench.AllInherited)).Read(file).ToList();
        if (read.Exists(one => one.Value is null || !UploadSecrets.Problems(one.Value, bench.AllInherited, SecretNames.Usual).IsEmpty))
            return null;
        await bench.BeginAsync();
        foreach (var one in read) await bench.Build.UploadAsync(new Upload("pipeline.yml", one.Value!.ToYaml()), RunBench.Stop);
        return (await bench.TryAsync()).Value;
    }

    private void Check(JsonElement expected, RunResult? result)
    {
        var lines = bench.Lines("log");
        var told = string.Join('\n', bench.View.Lines);
        if (expected.TryGetProperty("log", out var log) && log.ValueKind == JsonValueKind.Array) lines.ShouldBe(Strings(log), told);
        if (expected.TryGetProperty("log_set", out var set) && set.ValueKind == JsonValueKind.Array)
            lines.Order(StringComparer.Ordinal).ShouldBe(Strings(set).Order(StringComparer.Ordinal), told);
        foreach (var line in Strings(expected, "lacks_lines")) lines.ShouldNotContain(line, told);
        foreach (
            var pair in expected.TryGetProperty("before", out var before)
                ? before.EnumerateArray().Select(pair => Strings(pair).ToList())
                : []
        )
            Array.IndexOf(lines, pair[0]).ShouldBeLessThan(Array.IndexOf(lines, pair[1]), told);
        if (expected.TryGetProperty("exit", out var exit) && exit.ValueKind == JsonValueKind.Number)
            (result?.Verdict == RunVerdict.Passed ? 0 : 1).ShouldBe(exit.GetInt32(), told);
        if (expected.TryGetProperty("stops_at", out var stop))
            bench
                .View.Events.OfType<StepBlocked>()
                .Select(blocked => blocked.Step.Plan.Key?.Text ?? blocked.Step.Label)
                .ShouldContain(stop.GetString());
        if (expected.TryGetProperty("output", out var output)) CheckOutput(output, told);
    }

    private void CheckOutput(JsonElement output, string screen)
    {
        var logs = string.Concat(
            Directory.EnumerateFiles(Path.Combine(bench.Build.StateFolder, "logs")).Order(StringComparer.Ordinal).Select(File.ReadAllText)
        );
        foreach (var text in Strings(output, "has")) logs.ShouldContain(text);
        foreach (var text in Strings(output, "lacks"))
        {
            logs.ShouldNotContain(text);
            screen.ShouldNotContain(text);
        }

        var at = 0;
        foreach (var text in Strings(output, "in_order"))
        {
            var next = logs.IndexOf(text, at, StringComparison.Ordinal);
            next.ShouldBeGreaterThanOrEqualTo(at, $"{text} in {logs}");
            at = next;
        }
    }

    private static ImmutableDictionary<string, string> Texts(JsonElement vector, string name) =>
        vector.TryGetProperty(name, out var texts)
            ? texts.EnumerateObject().ToImmutableDictionary(text => text.Name, text => text.Value.GetString()!)
            : ImmutableDictionary<string, string>.Empty;

    private static IEnumerable<string> Strings(JsonElement vector, string name) =>
        vector.TryGetProperty(name, out var list) ? Strings(list) : [];

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
