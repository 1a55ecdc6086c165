using CsCheck;

namespace BuildkiteCi.Composing.Tests.Collecting;

public sealed class SameMatrixTests
{
    private static readonly Gen<string> Outcome = Gen.OneOf([
        .. new[] { "pass", "pass", "pass", "fail", "fail", "not enough HBM", "skipped (only for tpu7x)", "unverified", "beta" }.Select(
            Gen.Const
        ),
    ]);

    [Fact]
    public void Collected_results_give_the_matrix_that_record_steps_give() => GiveTheSameMatrix(OwnCatalogue(), 40);

    [Fact]
    public void Collected_results_of_the_sample_catalogue_give_the_matrix_that_record_steps_give() =>
        GiveTheSameMatrix(SampleBuild.SampleCatalogue(), 10);

    private static void GiveTheSameMatrix(IFileTree files, int builds)
    {
        // Multi-host and quantization files are in one implementation only; all files in one build is what both have in common.
        var request = SampleBuild.Nightly with
        {
            Only = ["models", "features", "parallelism", "quantization", "kernel_microbenchmarks", "rl"],
        };
        var recorded = SampleBuild.Compose(files, request with { Collects = false }).Value!;
        var collected = SampleBuild.Compose(files, request with { Collects = true }).Value!;
        collected.JobCount.ShouldBeLessThan(recorded.JobCount / 2);

        // One draw decides what every test does, in both builds alike.
        Gen.Select(Gen.Int, Outcome.Array[16]).Sample(
            (seed, outcomes) =>
            {
                string Of(string key) => outcomes[(int)((uint)(seed ^ StableHash(key)) % outcomes.Length)];
                var one = SimulatedBuild.MatricesAsync(recorded, files, Of).GetAwaiter().GetResult();
                var other = SimulatedBuild.MatricesAsync(collected, files, Of).GetAwaiter().GetResult();
                other.ShouldBe(one);
            },
            iter: builds, threads: 1);
    }

    private static int StableHash(string text) => text.Aggregate(17, (hash, character) => unchecked((hash * 31) + character));

    private static MemoryFileTree OwnCatalogue()
    {
        const string NoRoom =
            "if [ \"${TPU_VERSION:-tpu6e}\" = \"tpu6e\" ]; then\n  buildkite-agent meta-data set \"KEY\" \"not enough HBM\"\n  exit 0\nfi\n"
                + "pytest x";
        const string Unverified = "buildkite-agent meta-data set \"KEY\" \"unverified\"";
        return new MemoryFileTree(
            (
                ".buildkite/models/a.yml",
                SampleBuild.Recorded(
                    "org/a",
                    "text-only",
                    ("UnitTest", "pytest a"),
                    ("Accuracy/Correctness", NoRoom),
                    ("Benchmark", "bench")
                )
            ),
            (
                ".buildkite/models/b.yml",
                SampleBuild.Recorded(
                    "org/b",
                    "multimodal",
                    ("UnitTest", NoRoom),
                    ("Accuracy/Correctness", NoRoom),
                    ("Benchmark", Unverified)
                )
            ),
            (
                ".buildkite/models/c.yml",
                SampleBuild.Recorded(
                    "org/c",
                    "embedding",
                    ("UnitTest", Unverified),
                    ("Accuracy/Correctness", "pytest c"),
                    ("Benchmark", "bench")
                )
            ),
            (
                ".buildkite/features/d.yml",
                SampleBuild.Recorded(
                    "d",
                    "feature support matrix",
                    ("CorrectnessTest", "buildkite-agent meta-data set KEY failed"),
                    ("PerformanceTest", "pytest d")
                )
            ),
            (
                ".buildkite/features/e.yml",
                SampleBuild.Recorded("e", "kernel support matrix", ("CorrectnessTest", Unverified), ("PerformanceTest", Unverified))
            ),
            (
                ".buildkite/parallelism/f.yml",
                SampleBuild.Recorded(
                    "f",
                    "parallelism support matrix",
                    ("Single-Host CorrectnessTest", "pytest f"),
                    ("Single-Host PerformanceTest", Unverified),
                    ("Multi-Host CorrectnessTest", "pytest g"),
                    ("Multi-Host PerformanceTest", NoRoom)
                )
            )
        );
    }
}
