using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Tests.Cases;

public sealed class CaseCommandsTests
{
    [Fact]
    public void Words_of_a_case_stay_words_whatever_they_hold()
    {
        var commands = CaseCommands
            .Of(
                Case(
                    """{ "model": "a", "served-model-name": "$(rm -rf /) \"it's\"", "no-enable-prefix-caching": true, "async-scheduling": false, "temperature": 0 }"""
                ),
                CaseMachine.OfQueue("tpu_v6e_queue", Fleet.BuiltIn)
            )
            .Value!;

        commands.Server!.Arguments.ShouldBe([
            "serve",
            "--model",
            "a",
            "--served-model-name",
            "$(rm -rf /) \"it's\"",
            "--no-enable-prefix-caching",
            "--temperature",
            "0",
        ]);
        commands
            .Server.ToString()
            .ShouldBe("""vllm serve --model a --served-model-name '$(rm -rf /) "it'\''s"' --no-enable-prefix-caching --temperature 0""");
    }

    [Fact]
    public void The_jobs_environment_reaches_all_processes_and_a_commands_own_only_that_one()
    {
        var commands = CaseCommands.Of(Case("""{ "model": "a" }"""), CaseMachine.OfQueue("tpu_v6e_queue", Fleet.BuiltIn)).Value!;

        commands.Server!.Environment.ShouldContainKeyAndValue("MODEL_IMPL_TYPE", "vllm");
        commands.Server.Environment.ShouldContainKeyAndValue("INPUT_LEN", "1024");
        commands.Client.Environment.ShouldNotContainKey("MODEL_IMPL_TYPE");
    }

    [Fact]
    public void A_model_path_is_what_is_loaded_and_the_model_what_it_is_called()
    {
        var one = Case("""{ "model-path": "gs://bucket/r1", "model": "deepseek-ai/DeepSeek-R1", "seed": 42 }""");

        CaseCommands
            .Of(one, CaseMachine.OfQueue("tpu_v6e_queue", Fleet.BuiltIn))
            .Value!.Server!.Arguments.ShouldBe(["serve", "--model", "gs://bucket/r1", "--seed", "42"]);
        one.Model.ShouldBe("deepseek-ai/DeepSeek-R1");
    }

    [Fact]
    public void A_map_without_the_machine_makes_no_command() =>
        CaseCommands
            .Of(Case("""{ "model": "a", "tensor-parallel-size": { "v7x-2": 2 } }"""), CaseMachine.OfQueue("tpu_v6e_queue", Fleet.BuiltIn))
            .Diagnostics.ShouldHaveSingleItem()
            .Rule.Code.ShouldBe("B015");

    [Fact]
    public void A_catalogues_benchmark_stage_is_a_case()
    {
        var variables = new Dictionary<string, string>
        {
            ["TEST_MODEL"] = "Qwen/Qwen3-4B",
            ["MAX_MODEL_LEN"] = "2048",
            ["MAX_NUM_SEQS"] = "256",
            ["MAX_NUM_BATCHED_TOKENS"] = "1024",
            ["INPUT_LEN"] = "1800",
            ["OUTPUT_LEN"] = "128",
            ["MINIMUM_THROUGHPUT_THRESHOLD"] = "11.5",
            ["MINIMUM_ACCURACY_THRESHOLD"] = "0.74",
        };

        var one = StageCase.Of(variables, Fleet.BuiltIn.Generation("v7x")!, SourceLocation.Of("model.yml")).Value!;

        (one.Name, one.Settings.ExpectedThroughput, one.Settings.ExpectedAccuracy, one.Queues[0].Name).ShouldBe(
            ("Qwen/Qwen3-4B", 11.5, 0.74, "tpu_v7x_2_queue")
        );
        var commands = CaseCommands.Of(one, CaseMachine.OfQueue("tpu_v7x_2_queue", Fleet.BuiltIn)).Value!;
        commands
            .Server!.ToString()
            .ShouldBe(
                "vllm serve --model Qwen/Qwen3-4B --tensor-parallel-size 2 --max-model-len 2048 --max-num-seqs 256 "
                    + "--max-num-batched-tokens 1024"
            );
        commands
            .Client.ToString()
            .ShouldBe(
                "vllm bench serve --model Qwen/Qwen3-4B --backend vllm --request-rate inf --dataset-name sonnet --dataset-path "
                    + "/workspace/vllm/benchmarks/sonnet.txt "
                    + "--sonnet-input-len 1800 --sonnet-output-len 128 --sonnet-prefix-len 0 --num-prompts 1000 --percentile-metrics "
                    + "ttft,tpot,itl,e2el --ignore-eos"
            );
    }

    [Fact]
    public void A_stage_says_all_that_it_lacks_and_a_threshold_of_zero_is_no_target()
    {
        var generation = Fleet.BuiltIn.Generation("v6e")!;
        StageCase
            .Of(new Dictionary<string, string> { ["MAX_NUM_SEQS"] = "many" }, generation, SourceLocation.Of("model.yml"))
            .Diagnostics.Select(found => found.ToString())
            .ShouldBe([
                "model.yml: error B005: 'TEST_MODEL' is not set; set it to the model's Hugging Face name",
                "model.yml: error B005: 'MAX_MODEL_LEN' is not set; set it; the server is started with '--max-model-len'",
                "model.yml: error B006: 'MAX_NUM_SEQS' is 'many'; write a count",
                "model.yml: error B005: 'MAX_NUM_BATCHED_TOKENS' is not set; set it; the server is started with '--max-num-batched-tokens'",
            ]);
        var sizes = new Dictionary<string, string>
        {
            ["TEST_MODEL"] = "a",
            ["MAX_MODEL_LEN"] = "1",
            ["MAX_NUM_SEQS"] = "1",
            ["MAX_NUM_BATCHED_TOKENS"] = "1",
            ["MINIMUM_THROUGHPUT_THRESHOLD"] = "0",
        };
        StageCase.Of(sizes, generation, SourceLocation.Of("model.yml")).Value!.Settings.ExpectedThroughput.ShouldBeNull();
    }

    private static BenchmarkCase Case(string serverArguments) => CaseFileReader.Parse(
        new SourceFile("cases/daily/a.json", $$"""
            { "benchmark_cases": [ {
              "case_name": "a", "ci_queue": ["tpu_v7x_2_queue"], "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128 },
              "server_command_options": { "command_type": "vllm_serve", "env": { "MODEL_IMPL_TYPE": "vllm" }, "args": {{serverArguments}} },
              "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "a", "percentile-metrics": "e2el" } } } ] }
            """),
        Fleet.BuiltIn).Value!.Cases[0];
}
