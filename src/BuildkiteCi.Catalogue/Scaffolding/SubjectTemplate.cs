using System.Text;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Writes the catalogue file of a new subject: its test steps, and a TODO at each value that only its owner knows.</summary>
public static class SubjectTemplate
{
    private const string AccuracyScript = "bash /workspace/tpu_inference/tests/e2e/benchmarking/test_accuracy.sh";

    /// <summary>The file. Read back, interpolated for a generation, it holds the very name and commands that were given.</summary>
    /// <param name="subject">Whose file.</param>
    /// <param name="fleet">Its first generation is the default of the file's expressions.</param>
    public static SourceFile Write(NewSubject subject, Fleet fleet)
    {
        var version = $"${{TPU_VERSION:-{fleet.Generations[0].TpuVersion}}}";
        var text = new StringBuilder();
        if (!subject.Machine.Generations.IsEmpty)
            text.Append($"x-ci:\n  generations: [{string.Join(", ", subject.Machine.Generations)}]\n\n");
        text.Append("steps:\n");
        Stage? previous = null;
        foreach (var stage in subject.Stages)
        {
            if (previous is not null) text.Append('\n');
            AppendStep(text, version, subject, stage, previous);
            previous = stage;
        }

        return new SourceFile(subject.Path, text.ToString());
    }

    private static void AppendStep(StringBuilder text, string version, NewSubject subject, Stage stage, Stage? previous)
    {
        var name = LiteralTemplate.Of(subject.Name.Text);
        text.Append($"  - label: {ScalarText.Quoted($"{version} {stage.Label} for {name}")}\n");
        text.Append($"    key: {ScalarText.Quoted(Key(version, subject, stage))}\n");
        if (previous is not null) text.Append($"    depends_on: {ScalarText.Quoted(Key(version, subject, previous))}\n");
        text.Append($"    agents:\n      queue: {ScalarText.Quoted(subject.Machine.Queue)}\n");
        text.Append("    env:\n");
        Set(text, "CI_TPU_VERSION", version);
        Set(text, "CI_TARGET", name);
        Set(text, "CI_STAGE", stage.Name);
        Set(text, "CI_CATEGORY", LiteralTemplate.Of(subject.Category.Name));
        AppendRole(text, subject, stage);
        text.Append($"    command: ./build.sh --target={(stage.Role == StageRole.Benchmark ? "Benchmark" : "RunTpuTests")}\n");
    }

    private static void AppendRole(StringBuilder text, NewSubject subject, Stage stage)
    {
        var command = subject.Commands.GetValueOrDefault(stage.Name);
        if (stage.Role == StageRole.Command)
        {
            if (command is null) Todo(text, $"the command that runs the {stage.Label.ToLowerInvariant()}");
            SetCommand(text, command ?? "");
            return;
        }

        Set(text, "TEST_MODEL", LiteralTemplate.Of(subject.Name.Text));
        Set(text, "TENSOR_PARALLEL_SIZE", subject.Machine.TensorParallelSize);
        if (stage.Role == StageRole.Accuracy)
        {
            if (subject.AccuracyTarget is null) Todo(text, "the score to reach, as a fraction: 0.85");
            Set(text, "MINIMUM_ACCURACY_THRESHOLD", (subject.AccuracyTarget ?? 0).ToString());
            SetCommand(text, command ?? AccuracyScript);
            return;
        }

        if (subject.ThroughputTarget is null) Todo(text, "the throughput to reach, in requests per second: 11.5");
        Set(text, "MINIMUM_THROUGHPUT_THRESHOLD", (subject.ThroughputTarget ?? 0).ToString());
        foreach (var (key, value) in BenchmarkDefaults) Set(text, key, value);
    }

    // Lengths in tokens and limits of the server, as most of the catalogue's benchmarks have them.
    private static readonly (string Key, string Value)[] BenchmarkDefaults =
    [
        ("INPUT_LEN", "1800"), ("OUTPUT_LEN", "128"), ("PREFIX_LEN", "0"),
        ("MAX_MODEL_LEN", "2048"), ("MAX_NUM_SEQS", "94"), ("MAX_NUM_BATCHED_TOKENS", "4096"),
    ];

    private static string Key(string version, NewSubject subject, Stage stage) => $"{version}_{subject.Name.Form}_{stage.KeySuffix}";

    private static void Set(StringBuilder text, string key, string value) => text.Append($"      {key}: {ScalarText.Quoted(value)}\n");

    private static void Todo(StringBuilder text, string what) => text.Append($"      # TODO: {what}\n");

    private static void SetCommand(StringBuilder text, string command)
    {
        var escaped = LiteralTemplate.Of(command);
        if (!ScalarText.FitsBlock(escaped))
        {
            Set(text, "TEST_COMMAND", escaped);
            return;
        }

        text.Append("      TEST_COMMAND: ");
        ScalarText.AppendBlock(text, escaped, indent: 8);
    }
}
