using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace Build.Tests.Tasks;

/// <summary>From an event of a history to its commit, as users type it: a real repository, a stand-in <c>vllm</c> that is as fast as its
/// checkout's file.</summary>
public sealed class BisectTests : IDisposable
{
    private const int Nights = 40;
    private const int Culprit = 2;

    private readonly BenchmarkPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task The_commit_that_made_a_case_slower_is_named_and_found_and_its_runs_are_kept_beside_the_series()
    {
        var commits = await CommitsAsync();
        place.Workplace.Script("vllm", $$"""
            if [ "$1" = serve ]; then exec dotnet '{{Path.Combine(AppContext.BaseDirectory, "Dummy.dll")}}' vllm "$@"; fi
            while [ $# -gt 0 ]; do case $1 in --result-dir) folder=$2 ;; --result-filename) file=$2 ;; esac; shift; done
            printf '{"completed": 100, "failed": 0, "num_prompts": 100, "duration": 10, "request_throughput": %s}' "$(cat speed)" > "$folder/$file"
            """);
        place.Workplace.Write("runs.jsonl", Runs(commits[0], commits[^1]));
        await place.Workplace.RunAsync("BenchmarkReport", "--import", "runs.jsonl");

        var suspects = await place.Workplace.RunAsync("BenchmarkReport", "--suspects=latest");
        suspects.ExitCode.ShouldBe(0, suspects.StandardError);
        foreach (var commit in commits[1..]) suspects.StandardOutput.ShouldContain(commit[..12]);
        suspects.StandardOutput.ShouldContain("to find the one: ./build.sh --target=Benchmark --bisect=");

        string[] options = ["--bisect=latest", "--runner=host", "--case-file=case.json", "--prepare=grep -q . speed"];
        var first = await place.Workplace.RunAsync("Benchmark", [.. options, "--most-runs=1"]);
        first.ExitCode.ShouldBe(1, first.StandardOutput + first.StandardError);
        first.StandardError.ShouldContain("it is not decided yet; the same command goes on from here");
        var bisect = await place.Workplace.RunAsync("Benchmark", options);

        bisect.ExitCode.ShouldBe(0, bisect.StandardOutput + bisect.StandardError);
        bisect.StandardOutput.ShouldContain("run before: ");
        bisect.StandardOutput.ShouldContain($": {commits[Culprit]} brought it in, ");
        Directory.Exists(Path.Combine(place.Workplace.Root, ".buildkite-local", "bisect", "checkout")).ShouldBeFalse();
        (await place.Workplace.RunAsync("BenchmarkReport", "--export")).StandardOutput.ShouldContain("\"run_type\":\"BISECT\"");
        (await place.Workplace.RunAsync("BenchmarkReport")).StandardOutput.ShouldContain($"{Nights} runs, 1 change");
        (await place.Workplace.RunAsync("Benchmark", "--bisect=2020-01-01-nothing", "--runner=host")).StandardError.ShouldContain(
            "there is no event '2020-01-01-nothing'"
        );
    }

    [Fact]
    public async Task With_a_container_each_commit_runs_in_the_image_of_its_own()
    {
        var commits = await CommitsAsync();
        // As fast as the commit that the newest container's image is tagged with.
        place.Workplace.Script("vllm", $$"""
            if [ "$1" = serve ]; then exec dotnet '{{Path.Combine(AppContext.BaseDirectory, "Dummy.dll")}}' vllm "$@"; fi
            while [ $# -gt 0 ]; do case $1 in --result-dir) folder=$2 ;; --result-filename) file=$2 ;; esac; shift; done
            commit=$(grep '^run ' '{{place.Workplace.Root}}/calls' | tail -n 1 | grep -oE '[0-9a-f]{40}' | tail -n 1)
            speed=$(git -C '{{place.Workplace.Root}}' show "$commit:speed")
            printf '{"completed": 100, "failed": 0, "num_prompts": 100, "duration": 10, "request_throughput": %s}' "$speed" > "$folder/$file"
            """);
        place.Workplace.Write("runs.jsonl", Runs(commits[0], commits[^1]));
        await place.Workplace.RunAsync("BenchmarkReport", "--import", "runs.jsonl");

        var bisect = await place.Workplace.RunAsync("Benchmark", "--bisect=latest", "--runner=docker", "--case-file=case.json");

        bisect.ExitCode.ShouldBe(0, bisect.StandardOutput + bisect.StandardError);
        bisect.StandardOutput.ShouldContain($": {commits[Culprit]} brought it in, ");
        var runs = place.Calls.Where(call => call.StartsWith("run ", StringComparison.Ordinal)).ToArray();
        runs.ShouldAllBe(call => commits.Count(commit => call.Contains($":{commit} ", StringComparison.Ordinal)) == 1);
        runs.ShouldContain(call => call.Contains($":{commits[Culprit]} ", StringComparison.Ordinal));
        place.Containers.ShouldBeEmpty();
    }

    // A first commit, and four behind it; the second of those is slower.
    private async Task<string[]> CommitsAsync()
    {
        const string Script = """
            git init --quiet --initial-branch=main
            for i in 0 1 2 3 4; do
                if [ $i -ge 2 ]; then echo 9 > speed; else echo 10 > speed; fi
                echo $i > change
                git add speed change
                git -c user.name=Test -c user.email=test@example.com commit --quiet --message "change $i"
            done
            git rev-list --reverse main
            """;
        var run = await Cli.Wrap("bash")
            .WithArguments(["-ec", Script])
            .WithWorkingDirectory(place.Workplace.Root)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Runs(string before, string after)
    {
        var random = new Random(5);
        return string.Concat(
            Enumerable
                .Range(0, Nights)
                .Select(night =>
                {
                    var value = ((night < Nights / 2 ? 10 : 9) * (1 + 0.01 * (random.NextDouble() - 0.5))).ToString(
                        CultureInfo.InvariantCulture
                    );
                    return $$$"""{"id":"r{{{night}}}","case":"Qwen3-4B","device":"v6e-1","started":"{{{new DateTime(2026, 3, 1).AddDays(night):yyyy-MM-dd}}}T02:00:00Z","verdict":"ok","versions":{"tpu-inference":"{{{(night < Nights / 2 ? before : after)}}}"},"metrics":[{"name":"request_throughput","unit":"req/s","value":{{{value}}}}]}"""
                        + "\n";
                })
        );
    }
}
