using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>
/// A catalogue's benchmark stage as a case: the same thing in another form, said in the step's variables. What the variables leave open is
/// as in today's <c>benchmark.sh</c>: the sonnet data set, a thousand prompts, all at once.
/// </summary>
public static class StageCase
{
    private const string Prompts = "1000";
    private const string SonnetPath = "/workspace/vllm/benchmarks/sonnet.txt";

    private static readonly ImmutableArray<string> Sizes = ["MAX_MODEL_LEN", "MAX_NUM_SEQS", "MAX_NUM_BATCHED_TOKENS"];

    // Variable, default, the setting it is read by.
    private static readonly ImmutableArray<(string Variable, string Default, string Setting)> Settings =
    [
        ("INPUT_LEN", "1024", "INPUT_LEN"), ("OUTPUT_LEN", "1024", "OUTPUT_LEN"), ("PREFIX_LEN", "0", "PREFIX_LEN"),
        ("MINIMUM_THROUGHPUT_THRESHOLD", "0", "EXPECTED_THROUGHPUT"), (AccuracyTarget.Variable, "0", "EXPECTED_ACCURACY"),
    ];

    // What a job's environment holds of the measurement; all the rest of it is inherited anyway, and would make each night a series of its
    // own.
    private static readonly ImmutableArray<string> ConfigurationVariables =
    [
        "MODEL_IMPL_TYPE",
        "NEW_MODEL_DESIGN",
        "TPU_BACKEND_TYPE",
        "INPUT_LEN",
        "OUTPUT_LEN",
        "PREFIX_LEN",
        "MAX_MODEL_LEN",
        "MAX_NUM_SEQS",
        "MAX_NUM_BATCHED_TOKENS",
        "VLLM_*",
        "JAX_*",
        "XLA_*",
        "LIBTPU_*",
    ];

    /// <summary>The case, or what is missing from the variables. A threshold of 0 is the unfilled TODO: no target.</summary>
    /// <param name="variables">The step's.</param>
    /// <param name="generation">Where it runs.</param>
    /// <param name="location">Where the step is.</param>
    public static Diagnosed<BenchmarkCase> Of(IReadOnlyDictionary<string, string> variables, Generation generation, SourceLocation location)
    {
        var found = new List<Diagnostic>();
        var model = Value("TEST_MODEL") ?? "";
        if (model.Length == 0)
            found.Add(
                new Diagnostic(PartReading.MissingKey, location, "'TEST_MODEL' is not set", "set it to the model's Hugging Face name")
            );
        foreach (
            var size in Sizes.Where(size =>
                Value(size) is not { } text || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            )
        )
        {
            found.Add(
                Value(size) is { } wrong
                    ? new Diagnostic(PartReading.WrongType, location, $"'{size}' is '{wrong}'", "write a count")
                    : new Diagnostic(
                        PartReading.MissingKey,
                        location,
                        $"'{size}' is not set",
                        $"set it; the server is started with '--{Dashed(size)}'"
                    )
            );
        }

        var labels = Settings.Select(setting => Variable(setting.Setting, Value(setting.Variable) ?? setting.Default, VariableKind.Number));
        var reading = new PartReading(new Fleet([generation], []));
        var settings = VariablesReader.Settings(new CaseEnvironment([.. labels]), reading);
        found.AddRange(reading.Found);
        if (found.Exists(diagnostic => diagnostic.Severity == Severity.Error)) return Diagnosed.With<BenchmarkCase>(null, found);
        var tensorParallel = Value("TENSOR_PARALLEL_SIZE") ?? generation.SmallTensorParallelSize.ToString();
        var machine = CaseMachine.OfScale(
            tensorParallel == generation.LargeTensorParallelSize.ToString() ? HostScale.Large : HostScale.Small,
            generation
        );
        return Diagnosed.With(
            new BenchmarkCase(model, location, [new CaseQueue(machine.Queue, location, machine)], Exported(), Client(model, settings))
            {
                Server = new CaseCommand(CommandKind.Serve, location,
                    [
                        Text("model", model),
                        Text("tensor-parallel-size", tensorParallel),
                        .. Sizes.Select(size => Text(Dashed(size), Value(size)!)),
                    ],
                    CaseEnvironment.None
                ),
                Settings = settings with { ExpectedLatency = null },
            },
            found);

        string? Value(string name) => variables.TryGetValue(name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

        CaseArgument Text(string name, string text) => new(name, location, new TextArgument(location, text));

        CaseVariable Variable(string name, string text, VariableKind kind) => new(name, location, kind, text, location);

        CaseEnvironment Exported() =>
            new([
                .. variables
                    .Where(pair => IsPartOfConfiguration(pair.Key))
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => Variable(pair.Key, pair.Value, VariableKind.Text)),
            ]);

        CaseCommand Client(string name, CaseSettings lengths)
        {
            var dataSet = Value("DATASET") ?? "sonnet";
            var path = Value("DATASET_PATH") ?? (dataSet == "sonnet" ? SonnetPath : null);
            return new CaseCommand(
                CommandKind.BenchServe,
                location,
                [
                    Text("model", name),
                    Text("backend", "vllm"),
                    Text("request-rate", "inf"),
                    Text("dataset-name", dataSet),
                    .. path is null ? ImmutableArray<CaseArgument>.Empty : [Text("dataset-path", path)],
                    Text($"{dataSet}-input-len", lengths.InputLength!.Value.ToString()),
                    Text($"{dataSet}-output-len", lengths.OutputLength!.Value.ToString()),
                    Text($"{dataSet}-prefix-len", lengths.PrefixLength.ToString()),
                    Text("num-prompts", Value("NUM_PROMPTS") ?? Prompts),
                    Text("percentile-metrics", "ttft,tpot,itl,e2el"),
                    new CaseArgument("ignore-eos", location, new FlagArgument(location, true)),
                ],
                CaseEnvironment.None
            );
        }
    }

    private static bool IsPartOfConfiguration(string variable) =>
        variable != "VLLM_COMMIT_HASH" && variable != "JAX_VERSION"
        && ConfigurationVariables.Any(known =>
            known.EndsWith('*') ? variable.StartsWith(known[..^1], StringComparison.Ordinal) : variable == known
        );

    private static string Dashed(string variable) => variable.ToLowerInvariant().Replace('_', '-');
}
