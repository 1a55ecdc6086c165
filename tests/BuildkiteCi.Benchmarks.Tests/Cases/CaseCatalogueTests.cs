using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Tests.Cases;

public sealed class CaseCatalogueTests
{
    [Theory]
    [InlineData(".buildkite/benchmark/cases/daily/a.json", true)]
    [InlineData(".buildkite/benchmark/cases/daily/a.md", false)]
    [InlineData(".buildkite/pipeline.json", false)]
    public void A_case_file_is_known_by_where_it_lies(string path, bool isOne) => CaseCatalogue.IsCaseFile(path).ShouldBe(isOne);

    [Fact]
    public void Problems_of_all_files_come_together_and_each_once()
    {
        const string Case = """
            { "benchmark_cases": [ { "case_name": "a", "ci_queue": ["tpu_v6e_8_queue"], "env": { "INPUT_LEN": 1, "OUTPUT_LEN": 1, "EXPECTED_ACCURACY": 0.7 },
              "client_command_options": { "command_type": "lm_eval", "args": { "model": "m", "dataset-name": "mmlu" } } } ] }
            """;

        var read = CaseCatalogue.Read(
            [
                new(".buildkite/benchmark/cases/ci/a.json", Case),
                new(".buildkite/benchmark/cases/daily/a.json", Case),
                new(".buildkite/benchmark/cases/daily/b.json", "{"),
            ],
            Fleet.BuiltIn
        );

        read.Value!.Files.Length.ShouldBe(2);
        read.Diagnostics.Select(found => $"{found.Location.Path} {found.Rule.Code}")
            .ShouldBe([".buildkite/benchmark/cases/daily/a.json B019", ".buildkite/benchmark/cases/daily/b.json B001"]);
    }

    [Fact]
    public void What_a_job_inherits_beside_the_measurement_is_no_part_of_a_stages_configuration()
    {
        var variables = new Dictionary<string, string>
        {
            ["TEST_MODEL"] = "m",
            ["MAX_MODEL_LEN"] = "1",
            ["MAX_NUM_SEQS"] = "1",
            ["MAX_NUM_BATCHED_TOKENS"] = "1",
            ["MODEL_IMPL_TYPE"] = "vllm",
            ["VLLM_COMMIT_HASH"] = "8f2c1d",
            ["BUILDKITE_BUILD_NUMBER"] = "7",
            ["HOME"] = "/root",
        };

        StageCase
            .Of(variables, Fleet.BuiltIn.Generations[0], SourceLocation.Of("x"))
            .Value!.Environment.Variables.Select(variable => variable.Name)
            .ShouldBe(["MAX_MODEL_LEN", "MAX_NUM_BATCHED_TOKENS", "MAX_NUM_SEQS", "MODEL_IMPL_TYPE"]);
    }
}
