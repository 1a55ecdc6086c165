using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Tests.Cases;

public sealed class CaseFileReaderTests
{
    private const string Good = """
        {
          "global_env": { "GCS_BUCKET": "bucket", "SERVER_WAIT_MINS": 180 },
          "benchmark_cases": [
            {
              "case_name": "Qwen3-4B",
              "ci_queue": ["tpu_v6e_queue", "tpu_v7x_2_queue"],
              "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "SERVER_WAIT_MINS": 90 },
              "server_command_options": {
                "command_type": "vllm_serve",
                "env": { "MODEL_IMPL_TYPE": "vllm" },
                "args": { "model": "Qwen/Qwen3-4B", "max-num-seqs": 128, "tensor-parallel-size": { "v6e-1": 1, "default": 2 } }
              },
              "client_command_options": {
                "command_type": "vllm_bench_serve",
                "args": { "model": "Qwen/Qwen3-4B", "random-input-len": 1024, "percentile-metrics": "ttft,e2el", "metric-percentiles": "50,99" }
              }
            }
          ]
        }
        """;

    [Fact]
    public void A_good_file_has_no_problem_and_the_case_wins_over_the_files_environment()
    {
        var read = Read(Good);

        read.Diagnostics.ShouldBeEmpty();
        var one = read.Value!.Cases.ShouldHaveSingleItem();
        (one.Name, one.Model, one.Settings.ServerWait).ShouldBe(("Qwen3-4B", "Qwen/Qwen3-4B", TimeSpan.FromMinutes(90)));
        one.Environment.Variables.Select(variable => variable.Name).ShouldBe(["GCS_BUCKET", "SERVER_WAIT_MINS", "INPUT_LEN", "OUTPUT_LEN"]);
    }

    // Each row: a text of the good file, what is there instead, and everything that is found.
    public static TheoryData<string, string, string> Mistakes =>
        new()
        {
            {
                "\"ci_queue\"",
                "\"ci_queues\"",
                "4:5 B005 a case lacks 'ci_queue' -> add it: an array, '[ … ]'\n6:7 B002 'ci_queues' is no key of a case -> did you mean "
                    + "'ci_queue'?"
            },
            { "\"global_env\"", "\"env\"", "2:3 B002 'env' is no key of a case file -> known are 'benchmark_cases', 'global_env'" },
            {
                "\"OUTPUT_LEN\": 128",
                "\"OUTPUT_LEN\": 128, \"EXPECTED_ETL\": 5",
                "7:54 B003 'EXPECTED_ETL' means nothing and is merely exported -> did you mean 'EXPECTED_ETEL'?"
            },
            {
                "\"GCS_BUCKET\"",
                "\"GCS BUCKET\"",
                "2:19 B004 'GCS BUCKET' cannot be the name of a variable -> use letters, digits and '_' only"
            },
            {
                "\"GCS_BUCKET\": \"bucket\"",
                "\"GCS_BUCKET\": [1]",
                "2:33 B006 the variable 'GCS_BUCKET' is an array -> write a string, a number or a boolean"
            },
            {
                "[\"tpu_v6e_queue\", \"tpu_v7x_2_queue\"]",
                "\"tpu_v6e_queue\"",
                "6:19 B006 'ci_queue' is a string -> write an array, '[ … ]'"
            },
            { "[\"tpu_v6e_queue\", \"tpu_v7x_2_queue\"]", "[]", "6:19 B007 'ci_queue' is empty -> name a queue" },
            {
                "\"tpu_v6e_queue\"",
                "\"tpu_v6_queue\"",
                "6:20 B008 the queue 'tpu_v6_queue' has no agents -> did you mean 'tpu_v6e_queue'?"
            },
            { "\"vllm_serve\"", "\"vllm_server\"", "9:25 B009 'vllm_server' is no kind of command here -> did you mean 'vllm_serve'?" },
            {
                "\"model\": \"Qwen/Qwen3-4B\", \"random",
                "\"model\": \"Qwen/Qwen3-8B\", \"random",
                "15:28 B010 the client asks for 'Qwen/Qwen3-8B', the server has 'Qwen/Qwen3-4B' -> name the same model in both"
            },
            {
                "\"ttft,e2el\"",
                "\"ttft\"",
                "15:93 B011 'percentile-metrics' does not hold 'e2el' -> write \"percentile-metrics\": \"ttft,tpot,itl,e2el\""
            },
            {
                "\"50,99\"",
                "\"50\"",
                "15:128 B012 'metric-percentiles' does not hold '99' -> add 99: the latency that is judged is the 99th percentile"
            },
            { "\"v6e-1\"", "\"tpu7x-2\"", "11:92 B014 'tpu7x-2' in the map of 'tensor-parallel-size' is no machine -> write 'v7x-2'" },
            {
                "\"default\": 2",
                "\"v7x-8\": 2",
                "11:90 B015 'tensor-parallel-size' has no value for 'v7x-2', the machine of 'tpu_v7x_2_queue' -> add \"v7x-2\" or "
                    + "\"default\""
            },
            {
                "\"max-num-seqs\": 128",
                "\"max-num-seqs\": null",
                "11:61 B016 'max-num-seqs' is null -> write a string, a number, a boolean or a machine map"
            },
            {
                "\"max-num-seqs\": 128",
                "\"additional-config\": {\"a\": 1}",
                "11:66 B017 'additional-config' is an object, which is a map by machine -> write its JSON as a string"
            },
            {
                "\"max-num-seqs\": 128",
                "\"enable-prefix-caching\": false",
                "11:70 B018 'enable-prefix-caching' is false, which leaves the flag out and the server's default on -> write "
                    + "'\"no-enable-prefix-caching\": true'"
            },
            {
                "\"tpu_v7x_2_queue\"",
                "\"tpu_v6e_queue\"",
                "6:37 B020 the step key 'daily-tpu_v6e_queue-a-Qwen3-4B' is another job's too -> name each queue once, and give cases "
                    + "names that differ in letters and digits"
            },
            {
                "\"max-num-seqs\": 128",
                "\"compilation-config\": \"{\"",
                "11:67 B021 the string of 'compilation-config' holds no JSON -> mend it; inner quotes are written '\\\"'"
            },
            {
                "\"INPUT_LEN\": 1024",
                "\"INPUT_LEN\": 4096",
                "7:29 B022 'INPUT_LEN' is 4096, and the client gets '--random-input-len 1024' -> write the same number in both"
            },
            { "\"OUTPUT_LEN\": 128, ", "", "5:20 B023 'OUTPUT_LEN' is not set, a column of the history -> add \"OUTPUT_LEN\" to 'env'" },
            {
                "\"case_name\": \"Qwen3-4B\"",
                "\"case_name\": \"Qwen3 4B\"",
                "5:20 B025 the case's name 'Qwen3 4B' holds a blank -> use '-' or '_'"
            },
            {
                "\"max-num-seqs\": 128",
                "\"model\": \"Qwen/Qwen3-4B\"",
                "11:45 B027 'model' occurs twice -> remove one of the two; the last one counts"
            },
            {
                "\"OUTPUT_LEN\": 128",
                "\"OUTPUT_LEN\": 128, \"IS_MULTI_HOST_BENCH\": true",
                "6:20 B029 'IS_MULTI_HOST_BENCH' is set, and the machines of 'tpu_v6e_queue' are of one host -> name one of several hosts "
                    + "(tpu_v7x_16_queue), or remove the flag\n6:37 B029 'IS_MULTI_HOST_BENCH' is set, and the machines of "
                    + "'tpu_v7x_2_queue' are of one host -> name one of several hosts (tpu_v7x_16_queue), or remove the flag"
            },
            {
                "\"SERVER_WAIT_MINS\": 90",
                "\"SERVER_WAIT_MINS\": \"long\"",
                "7:74 B006 'SERVER_WAIT_MINS' is 'long' -> write minutes above 0"
            },
            {
                "\"INPUT_LEN\": 1024",
                "\"INPUT_LEN\": 1024, \"EXPECTED_ACCURACY\": 0.74",
                "7:56 B030 an accuracy of 0.74 is asked for, and the case has no accuracy phase -> add 'accuracy_command_options', or "
                    + "remove 'EXPECTED_ACCURACY'"
            },
            {
                "\"vllm_bench_serve\"",
                "\"lm_eval\"",
                "13:33 B013 'dataset-name' is '' -> 'lm_eval' knows 'math500', 'mlperf', 'mmlu'\n13:33 B031 'Qwen3-4B' measures an "
                    + "accuracy, and any will do -> set 'EXPECTED_ACCURACY' in 'env'\n15:45 B024 'lm_eval' takes no notice of "
                    + "'random-input-len' -> remove it; known are 'model', 'dataset-name', 'tensor-parallel-size', 'num-prompts'"
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_mistake_is_named_where_it_is_written(string good, string bad, string expected)
    {
        Good.ShouldContain(good);
        var at = Good.IndexOf(good, StringComparison.Ordinal);

        var read = Read(Good[..at] + bad + Good[(at + good.Length)..]);

        read.Diagnostics.Select(found => $"{found.Location.Line}:{found.Location.Column} {found.Rule.Code} {found.Message} -> {found.Fix}")
            .Take(expected.Split('\n').Length)
            .ShouldBe(expected.Split('\n'));
    }

    [Fact]
    public void All_problems_of_a_file_come_at_once()
    {
        var read = Read(
            Good.Replace("\"vllm_serve\"", "\"x\"")
                .Replace("\"ci_queue\"", "\"queue\"")
                .Replace("\"50,99\"", "null")
                .Replace("\"ttft,e2el\"", "\"ttft\"")
        );

        read.Diagnostics.Select(found => found.Rule.Code).Distinct().Order().ShouldBe(["B002", "B005", "B009", "B011", "B016"]);
    }

    [Fact]
    public void A_case_without_a_server_needs_a_client_that_does_without_one() =>
        Read(Good.Replace("server_command_options", "server_options"))
            .Diagnostics.Select(found => found.Message)
            .ShouldContain("a case lacks 'server_command_options'");

    [Fact]
    public void A_case_without_a_name_is_called_like_its_model() =>
        Read(Good.Replace("\"case_name\": \"Qwen3-4B\",", "")).Value!.Cases[0].Name.ShouldBe("Qwen/Qwen3-4B");

    [Fact]
    public void A_name_that_two_files_use_is_an_error_in_the_second()
    {
        var (first, second) = (Read(Good).Value!, CaseFileReader.Parse(new SourceFile("cases/ci/b.json", Good), Fleet.BuiltIn).Value!);

        CaseRule
            .AcrossFiles([first, second])
            .ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "cases/ci/b.json:5:20: error B019: the case 'Qwen3-4B' is in cases/daily/a.json:5:20 too; give it another name: it is the "
                    + "case's identity in the history"
            );
    }

    [Fact]
    public void A_decode_only_case_says_all_that_it_lacks()
    {
        var read = Read(Good.Replace("\"INPUT_LEN\": 1024, ", "\"DECODE_ONLY\": \"true\", ").Replace("\"max-num-seqs\": 128, ", ""));

        read.Diagnostics.Count(found => found.Rule.Code == "B026").ShouldBe(4);
    }

    private static Diagnosed<CaseFile> Read(string text) => CaseFileReader.Parse(new SourceFile("cases/daily/a.json", text), Fleet.BuiltIn);
}
