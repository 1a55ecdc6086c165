using System.Collections.Immutable;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks;

/// <summary>Everything that can be wrong with what a benchmark reads: case files, the client's output, results, series.</summary>
public static class BenchmarkRules
{
    internal static readonly Rule NotJson = JsonSource.NotJson;

    internal static readonly Rule UnknownKey = new("B002", Severity.Error, "A key is not known here, so it would do nothing",
        """{ "ci_queues": ["tpu_v6e_queue"] }""",
        """{ "ci_queue": ["tpu_v6e_queue"] }""")
    {
        Why =
            "A misspelt key did nothing: the case ran with the defaults, and its series changed by a third overnight for no reason in the "
                + "code.",
    };

    internal static readonly Rule MisspeltVariable = new(
        "B003",
        Severity.Warning,
        "A variable is named almost like one that means something",
        "\"EXPECTED_ETL\": 3600000",
        "\"EXPECTED_ETEL\": 3600000")
    {
        Why = "A target's name lacked a letter. The case was judged by nothing, and a regression of weeks was not reported.",
    };

    internal static readonly Rule VariableName = new("B004", Severity.Error, "A name cannot be that of an environment variable",
        "\"INPUT LEN\": 1024",
        "\"INPUT_LEN\": 1024")
    {
        Why = "A name with a blank cannot be exported. The job failed on the machine, after an hour of waiting for it.",
    };

    internal static readonly Rule MissingKey = new("B005", Severity.Error, "A key that every case needs is missing",
        """{ "case_name": "a" }""",
        """{ "case_name": "a", "ci_queue": ["tpu_v6e_queue"], "client_command_options": {} }""")
    {
        Why = "A case without its queue was made into no job. The dashboard showed a gap, and nobody knew since when.",
    };

    internal static readonly Rule WrongType = new("B006", Severity.Error, "A value is not of the kind that its key takes",
        "\"ci_queue\": \"tpu_v6e_queue\"",
        "\"ci_queue\": [\"tpu_v6e_queue\"]")
    {
        Why = "A queue was written as a text instead of a list, and the generator made a job for each of its letters.",
    };

    internal static readonly Rule NothingToRun = new("B007", Severity.Error, "A list of what is run is empty",
        "\"benchmark_cases\": []",
        "\"benchmark_cases\": [{}]")
    {
        Why = "An empty list of queues made no job. The build passed, and the release was decided without that benchmark.",
    };

    internal static readonly Rule UnknownQueue = new("B008", Severity.Warning, "A queue has no agents, so the job would wait for ever",
        "\"ci_queue\": [\"tpu_v6_queue\"]",
        "\"ci_queue\": [\"tpu_v6e_queue\"]")
    {
        Why = "A queue was retired and a case still named it. Its job waited for ever, and the build with it.",
    };

    internal static readonly Rule UnknownCommand = new("B009", Severity.Error, "A kind of command is not known",
        "\"command_type\": \"vllm_server\"",
        "\"command_type\": \"vllm_serve\"")
    {
        Why = "A command of an unknown kind was skipped without an error, and the case reported the numbers of the run before.",
    };

    internal static readonly Rule OtherModel = new("B010", Severity.Error, "Client and server name different models",
        "\"model\": \"Qwen/Qwen3-4B\" and \"model\": \"Qwen/Qwen3-8B\"",
        "\"model\": \"Qwen/Qwen3-4B\" in both")
    {
        Why = "The server loaded one model and the client asked for another. Every request failed, in the third hour of the job.",
    };

    internal static readonly Rule NoEndToEnd = new(
        "B011",
        Severity.Error,
        "The client does not measure end-to-end latency, which is judged",
        "\"percentile-metrics\": \"ttft,tpot\"",
        "\"percentile-metrics\": \"ttft,tpot,itl,e2el\"")
    {
        Why =
            "A latency was to be judged that the client does not measure unless it is asked to. The case failed every night for a missing "
                + "number.",
    };

    internal static readonly Rule No99 = new("B012", Severity.Error, "The client does not measure the 99th percentile, which is judged",
        "\"metric-percentiles\": \"50,90\"",
        "\"metric-percentiles\": \"50,90,99\"")
    {
        Why = "The 99th percentile was judged and not measured. The case was red although its model was fast enough.",
    };

    internal static readonly Rule EvaluationDataSet = new("B013", Severity.Error, "lm_eval cannot evaluate this data set",
        "\"dataset-name\": \"gsm9k\"",
        "\"dataset-name\": \"math500\"")
    {
        Why = "An accuracy was asked of a data set that lm_eval does not know, after the server had been loading for forty minutes.",
    };

    internal static readonly Rule UnknownMachine = new("B014", Severity.Error, "A machine map holds a key that no machine has",
        """{ "tpu7x-8": 4, "default": 1 }""",
        """{ "v7x-8": 4, "default": 1 }""")
    {
        Why = "A value for a machine that there is not was never used. The case ran with the default, and out of memory.",
    };

    internal static readonly Rule NoMachine = new("B015", Severity.Error, "A machine map has no value for one of the case's queues",
        "\"ci_queue\": [\"tpu_v6e_queue\"], \"tensor-parallel-size\": { \"v7x-2\": 2 }",
        "\"tensor-parallel-size\": { \"v7x-2\": 2, \"default\": 1 }")
    {
        Why = "One queue of a case had no value, and its job ran with the text of the whole map as an argument.",
    };

    internal static readonly Rule NoValue = new("B016", Severity.Error, "An argument's value cannot be written on a command line",
        "\"max-num-seqs\": null",
        "\"max-num-seqs\": 128")
    {
        Why = "An argument's value could not be written as one word. The server started with half of it, and ignored the rest.",
    };

    internal static readonly Rule JsonObject = new(
        "B017",
        Severity.Error,
        "JSON for the server is written as an object, which would be taken for a machine map",
        "\"additional-config\": { \"quantization\": {} }",
        "\"additional-config\": \"{\\\"quantization\\\": {}}\"")
    {
        Why = "JSON was written as an object and taken for a map of machines: the server started without its configuration.",
    };

    internal static readonly Rule FalseFlag = new("B018", Severity.Warning, "false leaves the flag out, it does not switch the thing off",
        "\"enable-prefix-caching\": false",
        "\"no-enable-prefix-caching\": true")
    {
        Why = "'false' was meant to switch a cache off. The flag was left out, the cache stayed on, and the numbers were twice too good.",
    };

    internal static readonly Rule CaseTwice = new("B019", Severity.Error, "Two cases have one name, which is their identity in the history",
        "\"case_name\": \"a\" twice",
        "\"case_name\": \"a\" and \"case_name\": \"b\"")
    {
        Why = "Two cases wrote into one series. It jumped between two levels every night, and the alerts were switched off for it.",
    };

    internal static readonly Rule StepTwice = new("B020", Severity.Error, "Two jobs have one step key",
        "\"ci_queue\": [\"tpu_v6e_queue\", \"tpu_v6e_queue\"]",
        "\"ci_queue\": [\"tpu_v6e_queue\"]")
    {
        Why = "Two cases made one step key. Buildkite refused the upload of all cases.",
    };

    internal static readonly Rule BrokenJson = new("B021", Severity.Error, "The JSON inside a string is broken",
        "\"additional-config\": \"{\"",
        "\"additional-config\": \"{}\"")
    {
        Why = "A quote was missing in JSON within a string. The server refused to start, in the second hour of the job.",
    };

    internal static readonly Rule OtherLength = new("B022", Severity.Warning, "A label of the history is not what the client gets",
        "\"INPUT_LEN\": 1024 and \"random-input-len\": 2048",
        "\"INPUT_LEN\": 1024 and \"random-input-len\": 1024")
    {
        Why = "The history called a run by an input length that the client never got. Two months of a series were about something else.",
    };

    internal static readonly Rule NoLabel = new("B023", Severity.Warning, "A column of the history has no value",
        """{ "env": {} }""",
        """{ "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 1024 } }""")
    {
        Why = "A column of the history was empty, and the run was dropped from every chart that groups by it.",
    };

    internal static readonly Rule NoEffect = new("B024", Severity.Warning, "lm_eval takes no notice of an argument",
        "\"ignore-eos\": true",
        "\"model\": \"meta-llama/Llama-3.3-70B-Instruct\"")
    {
        Why = "An argument that lm_eval ignores was changed to mend a score. The score stayed, and a day was lost.",
    };

    internal static readonly Rule BlankInName = new(
        "B025",
        Severity.Error,
        "A case's name holds a character that breaks labels and file names",
        "\"case_name\": \"my case\"",
        "\"case_name\": \"my-case\"")
    {
        Why = "A name with a blank was cut at the blank: file names and labels of two cases became one.",
    };

    internal static readonly Rule DecodeOnlyNeeds = new("B026", Severity.Error, "A decode-only case lacks what it needs",
        "\"DECODE_ONLY\": \"true\"",
        "\"DECODE_ONLY\": \"true\", \"INPUT_LEN\": 1024, \"enable-prefix-caching\": true, \"max-num-seqs\": 128, \"dataset-name\": "
            + "\"custom\""
    )
    {
        Why = "A decode-only case without its prefill measured both, and looked like a regression of half.",
    };

    internal static readonly Rule KeyTwice = new("B027", Severity.Error, "A key occurs twice in one object, so the first is lost",
        """{ "seed": 1, "seed": 2 }""",
        """{ "seed": 2 }""")
    {
        Why = "A key was in one object twice. The first was lost, and the case ran with a batch size that nobody had reviewed.",
    };

    internal static readonly Rule SeveralHostsQueue = new("B029", Severity.Error, "A case for several hosts names a queue of one host",
        "\"IS_MULTI_HOST_BENCH\": true, \"ci_queue\": [\"tpu_v6e_8_queue\"]",
        "\"IS_MULTI_HOST_BENCH\": true, \"ci_queue\": [\"tpu_v7x_16_queue\"]")
    {
        Why = "A case for several hosts went to a queue of one. It waited for its other hosts until its timeout.",
    };

    internal static readonly Rule NoResult = new("B101", Severity.Error, "The client's log holds no result table",
        "Traffic request rate: inf", "============ Serving Benchmark Result ============")
    {
        Why =
            "The server was killed before the client was done. The job ended with success, and the history had a gap that nobody was "
                + "shown.",
    };

    internal static readonly Rule CutOff = new("B102", Severity.Error, "A result table has no closing line, so the run was cut off",
        "P99 E2EL (ms): 12.0", "P99 E2EL (ms): 12.0\n==================================================")
    {
        Why = "A run was cut off in its table. Half of its numbers were stored, and looked like a change.",
    };

    internal static readonly Rule NotANumber = AccuracyRules.NotANumber;

    internal static readonly Rule UnknownUnit = new("B104", Severity.Error, "A metric is in a unit that it cannot have",
        "Mean TTFT (tok/s): 12.00", "Mean TTFT (ms): 12.00")
    {
        Why = "Seconds were read as milliseconds after the client changed its table, and every latency was a thousand times better.",
    };

    internal static readonly Rule UnknownLine = new("B105", Severity.Note, "A line of the result table is not known and was left out",
        "Mean probe E2EL (ms): 12.00", "Mean E2EL (ms): 12.00")
    {
        Why = "A newer client printed a line that is not known here. It was left out, and the judged metric was among those lines.",
    };

    internal static readonly Rule EveryRequestFailed = new("B106", Severity.Error, "No request succeeded, so nothing was measured",
        "Successful requests: 0", "Successful requests: 1000")
    {
        Why = "The server refused every request. The client ended with success, and a throughput of 0 went into the history.",
    };

    internal static readonly Rule SomeRequestsFailed = new(
        "B107",
        Severity.Error,
        "Some requests failed, so the metrics speak of the others only",
        "Failed requests: 102", "Failed requests: 0")
    {
        Why = "A third of the requests failed. The throughput of the others was reported, and was better than ever.",
    };

    internal static readonly Rule Contradiction = new("B108", Severity.Warning, "Two metrics of one run contradict each other",
        "Benchmark duration (s): 10.00\nSuccessful requests: 10\nRequest throughput (req/s): 7.00", "Request throughput (req/s): 1.00")
    {
        Why = "The client's throughput and its own counts did not fit together: the clock of the machine had been set during the run.",
    };

    internal static readonly Rule Twice = new("B109", Severity.Error, "A metric occurs twice in one table with different values",
        "P99 TTFT (ms): 1.00\nP99 TTFT (ms): 2.00", "P99 TTFT (ms): 1.00")
    {
        Why = "A table named one metric twice with two values, and the one that was taken was the warm-up's.",
    };

    internal static readonly Rule Unfinished = new("B110", Severity.Warning, "A further run of the client began and did not finish",
        "Starting main benchmark run...", "============ Serving Benchmark Result ============")
    {
        Why = "A second run of the client was killed. The first one's numbers were stored as those of the whole job.",
    };

    internal static readonly Rule BrokenAccuracy = new("B111", Severity.Error, "The accuracy that the client printed cannot be read",
        "{'accuracy': }", "{'accuracy': 0.8437}")
    {
        Why = "The accuracy was printed in a new form and read as missing. The case was red for a week although its model was right.",
    };

    internal static readonly Rule NoScore = AccuracyRules.NoScore;

    internal static readonly Rule SeveralScores = AccuracyRules.SeveralScores;

    internal static readonly Rule BeforeTheTable = new(
        "B114",
        Severity.Error,
        "The log is of a client from before 2024, which printed no table",
        "Throughput: 5.99 requests/s", "Request throughput (req/s): 5.99")
    {
        Why = "An old client's log was read in the new way: no number was found, and the run was lost.",
    };

    internal static readonly Rule Missing = new("B115", Severity.Error, "A run lacks a metric that every run has",
        """{ "completed": 100, "duration": 9.5 }""", """{ "completed": 100, "duration": 9.5, "request_throughput": 10.5 }""")
    {
        Why = "A run lacked its throughput. It was stored, and drew a line to zero in every chart.",
    };

    internal static readonly Rule SeveralTables = new("B116", Severity.Note, "A log holds several result tables, and the first is judged",
        "two tables in bm_log.txt", "one table in each log")
    {
        Why = "A log held the tables of a warm-up and of the run. The warm-up's was judged, and every night was slow.",
    };

    internal static readonly Rule MarkedNumber = new("B117", Severity.Note, "A number in the result table has somebody's mark beside it",
        "Mean TTFT (ms): 27.44   <====", "Mean TTFT (ms): 27.44")
    {
        Why = "A number had a mark of a script beside it. The number that was judged was the script's, not the client's.",
    };

    internal static readonly Rule ForeignLog = new(
        "B118",
        Severity.Error,
        "The log is another program's and holds no result of a benchmark",
        "=== test session starts ===", "============ Serving Benchmark Result ============")
    {
        Why = "A log of the server was handed in for the client's. It holds no result, and the case was taken for failed.",
    };

    internal static readonly Rule NothingMeasuresAccuracy = new("B030", Severity.Error, "An accuracy is asked for, and nothing measures it",
        """{ "env": { "EXPECTED_ACCURACY": 0.74 } }""",
        """{ "env": { "EXPECTED_ACCURACY": 0.74 }, "accuracy_command_options": { "args": {} } }""")
    {
        Why = "A score was to be reached and nothing measured it. The case failed every night, and people stopped looking.",
    };

    internal static readonly Rule NoAccuracyTarget = new("B031", Severity.Note, "An accuracy is measured, and no target is set for it",
        """{ "accuracy_command_options": { "args": {} } }""",
        """{ "env": { "EXPECTED_ACCURACY": 0.74 }, "accuracy_command_options": { "args": {} } }""")
    {
        Why = "A score was measured for a year and judged by nothing. It had halved in spring.",
    };

    internal static readonly Rule SeriesColumn = new("B201", Severity.Error, "A series file lacks a column",
        "date,commit,value", "date,commit,case,device,metric,unit,value,config")
    {
        Why = "A column was renamed in an export. The series was read without its dates, and the report showed one day.",
    };

    internal static readonly Rule SeriesRow = new("B202", Severity.Error, "A row of a series file cannot be read",
        "2026-05-09,821451f84a,c,v6e-1,request_throughput,req/s,fast,base",
        "2026-05-09,821451f84a,c,v6e-1,request_throughput,req/s,11.5,base"
    )
    {
        Why = "One row of an export was torn. The whole report was missing that week.",
    };

    internal static readonly Rule RunLine = new("B203", Severity.Error, "A line of an exported history is no run",
        """{ "id": "a" }""",
        """{ "id": "a", "case": "c", "device": "v6e-1", "started": "2026-08-06T08:37:03Z", "verdict": "ok", "metrics": [] }"""
    )
    {
        Why = "A line of the history was no run, and the import ended there: everything behind it was missing.",
    };

    internal static readonly Rule AnnotatedSeries = new("B204", Severity.Error, "A file of an annotated set cannot be read",
        """{ "name": "nile", "series": [] }""", """{ "name": "nile", "series": [{ "raw": [1120, 1160] }] }""")
    {
        Why =
            "A file of an annotated set could not be read, and the detector was measured on the rest alone, with better figures than it "
                + "has.",
    };

    /// <summary>All rules of this room, in the order of their codes.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NotJson,
        UnknownKey, MisspeltVariable, VariableName, MissingKey, WrongType, NothingToRun, UnknownQueue, UnknownCommand, OtherModel,
        NoEndToEnd, No99, EvaluationDataSet, UnknownMachine, NoMachine, NoValue, JsonObject, FalseFlag, CaseTwice,
        StepTwice, BrokenJson, OtherLength, NoLabel, NoEffect, BlankInName, DecodeOnlyNeeds, KeyTwice, SeveralHostsQueue,
        NothingMeasuresAccuracy, NoAccuracyTarget,
        NoResult, CutOff, NotANumber, UnknownUnit, UnknownLine, EveryRequestFailed, SomeRequestsFailed, Contradiction, Twice, Unfinished,
        BrokenAccuracy, NoScore, SeveralScores, BeforeTheTable, Missing, SeveralTables, MarkedNumber, ForeignLog,
        SeriesColumn, SeriesRow, RunLine, AnnotatedSeries,
    ];
}
