using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>What can be wrong with a case though each of its parts is understood. Every check is a function of the case alone.</summary>
public static class CaseChecks
{
    private static readonly ImmutableArray<string> EvaluationDataSets = ["math500", "mlperf", "mmlu"];
    private static readonly ImmutableArray<string> EvaluationArguments = ["model", "dataset-name", "tensor-parallel-size", "num-prompts"];

    private static readonly ImmutableArray<string> Labelled = ["INPUT_LEN", "OUTPUT_LEN"];

    // Environment label and the client's arguments that say the same.
    private static readonly ImmutableArray<(string Label, ImmutableArray<string> Arguments)> Lengths =
    [
        ("INPUT_LEN", ["random-input-len", "sonnet-input-len"]),
        ("OUTPUT_LEN", ["random-output-len", "custom-output-len", "sonnet-output-len"]),
        ("NUM_PROMPTS", ["num-prompts"]),
    ];

    /// <summary>Checks over several files: names and step keys are unique among all.</summary>
    public static IEnumerable<Diagnostic> AcrossFiles(ImmutableArray<CaseFile> files)
    {
        foreach (
            var again in files
                .SelectMany(file => file.Cases)
                .GroupBy(one => one.Name)
                .SelectMany(same => same.Skip(1).Select(other => (First: same.First(), Again: other)))
        )
        {
            yield return new Diagnostic(
                BenchmarkRules.CaseTwice,
                again.Again.Location,
                $"the case '{again.Again.Name}' is in {again.First.Location} too",
                "give it another name: it is the case's identity in the history");
        }

        var steps = files.SelectMany(file => CaseSteps.Of(file).SelectMany(group => group.Steps));
        foreach (var again in steps.GroupBy(step => step.Key.Text).SelectMany(same => same.Skip(1)))
        {
            yield return new Diagnostic(
                BenchmarkRules.StepTwice,
                again.Location,
                $"the step key '{again.Key}' is another job's too",
                "name each queue once, and give cases names that differ in letters and digits"
            );
        }
    }

    internal static IEnumerable<Diagnostic> Of(BenchmarkCase one, Fleet fleet) =>
        Names(one)
            .Concat(Queues(one, fleet))
            .Concat(Models(one))
            .Concat(Client(one))
            .Concat(Evaluation(one))
            .Concat(Maps(one))
            .Concat(Labels(one))
            .Concat(DecodeOnly(one))
            .Concat(Accuracy(one));

    private static IEnumerable<Diagnostic> Names(BenchmarkCase one)
    {
        if (one.Name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            yield return new Diagnostic(
                BenchmarkRules.BlankInName,
                one.Location,
                $"the case's name '{one.Name}' holds a blank",
                "use '-' or '_'"
            );
    }

    private static IEnumerable<Diagnostic> Queues(BenchmarkCase one, Fleet fleet)
    {
        foreach (var queue in one.Queues.Where(queue => !fleet.Queues.Contains(queue.Name)))
            yield return new Diagnostic(
                BenchmarkRules.UnknownQueue,
                queue.Location,
                $"the queue '{queue.Name}' has no agents",
                Spelling.Suggest(queue.Name, fleet.Queues, "add it to the fleet file, or name another")
            );
        if (!one.Settings.SeveralHosts) yield break;
        foreach (var queue in one.Queues.Where(queue => !queue.Machine.HasSeveralHosts))
        {
            yield return new Diagnostic(
                BenchmarkRules.SeveralHostsQueue,
                queue.Location,
                $"'IS_MULTI_HOST_BENCH' is set, and the machines of '{queue.Name}' are of one host",
                SeveralHosts(fleet) is { Length: > 0 } names
                    ? $"name one of several hosts ({names}), or remove the flag"
                    : "remove the flag: the fleet has no machines of several hosts"
            );
        }
    }

    private static string SeveralHosts(Fleet fleet) =>
        string.Join(", ", fleet.Queues.Where(queue => CaseMachine.OfQueue(queue, fleet).HasSeveralHosts));

    private static IEnumerable<Diagnostic> Models(BenchmarkCase one)
    {
        if (one.Model.Length == 0)
            yield return new Diagnostic(
                BenchmarkRules.MissingKey,
                (one.Server ?? one.Client).Location,
                "no 'model' is named",
                "add \"model\" to 'args'"
            );
        if (one.Server?.Text("model") is { } served && one.Client.Kind != CommandKind.LmEval && one.Client.Text("model") != served)
        {
            yield return new Diagnostic(BenchmarkRules.OtherModel, one.Client["model"]?.Value.Location ?? one.Client.Location,
                one.Client.Text("model") is { } asked
                    ? $"the client asks for '{asked}', the server has '{served}'"
                    : $"the client names no model, the server has '{served}'",
                "name the same model in both"
            );
        }
    }

    private static IEnumerable<Diagnostic> Client(BenchmarkCase one)
    {
        if (one.Client.Kind != CommandKind.BenchServe) yield break;
        var metrics = one.Client["percentile-metrics"];
        if (!Words(one.Client.Text("percentile-metrics") ?? "").Contains("e2el"))
            yield return new Diagnostic(
                BenchmarkRules.NoEndToEnd,
                metrics?.Value.Location ?? one.Client.Location,
                "'percentile-metrics' does not hold 'e2el'",
                "write \"percentile-metrics\": \"ttft,tpot,itl,e2el\""
            );
        if (one.Client["metric-percentiles"] is { } percentiles && !Words(one.Client.Text("metric-percentiles") ?? "").Contains("99"))
            yield return new Diagnostic(
                BenchmarkRules.No99,
                percentiles.Value.Location,
                "'metric-percentiles' does not hold '99'",
                "add 99: the latency that is judged is the 99th percentile"
            );
    }

    private static IEnumerable<Diagnostic> Evaluation(BenchmarkCase one)
    {
        if (one.Client.Kind != CommandKind.LmEval) yield break;
        var name = one.Client["dataset-name"];
        if (!EvaluationDataSets.Contains(one.Client.Text("dataset-name") ?? ""))
        {
            yield return new Diagnostic(
                BenchmarkRules.EvaluationDataSet,
                name?.Value.Location ?? one.Client.Location,
                $"'dataset-name' is '{one.Client.Text("dataset-name")}'",
                $"'lm_eval' knows '{string.Join("', '", EvaluationDataSets)}'");
        }

        foreach (var argument in one.Client.Arguments.Where(argument => !EvaluationArguments.Contains(argument.Name)))
            yield return new Diagnostic(
                BenchmarkRules.NoEffect,
                argument.NameLocation,
                $"'lm_eval' takes no notice of '{argument.Name}'",
                $"remove it; known are '{string.Join("', '", EvaluationArguments)}'"
            );
    }

    private static IEnumerable<Diagnostic> Maps(BenchmarkCase one) =>
        from command in new[] { one.Server, one.Client, one.Accuracy }.OfType<CaseCommand>()
        from argument in command.Arguments
        let map = argument.Value as MachineArgument
        where map is not null
        from queue in one.Queues
        let machine = queue.Machine
        where map.For(machine.MapKey) is null
        select new Diagnostic(
            BenchmarkRules.NoMachine,
            map.Location,
            $"'{argument.Name}' has no value for '{machine.MapKey ?? "any machine"}', the machine of '{queue.Name}'",
            machine.MapKey is { } key ? $"add \"{key}\" or \"default\"" : "add \"default\"");

    private static IEnumerable<Diagnostic> Labels(BenchmarkCase one)
    {
        foreach (var label in Labelled.Where(label => one.Environment[label] is null))
            yield return new Diagnostic(
                BenchmarkRules.NoLabel,
                one.Location,
                $"'{label}' is not set, a column of the history",
                $"add \"{label}\" to 'env'"
            );
        foreach (var (label, arguments) in Lengths)
        {
            if (one.Environment[label] is not { } variable || one.Client.Kind == CommandKind.LmEval) continue;
            foreach (var argument in arguments.Select(name => one.Client[name]).OfType<CaseArgument>())
            {
                if (
                    argument.Value is TextArgument { Text: var text }
                    && text != variable.Text
                    && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                )
                    yield return new Diagnostic(
                        BenchmarkRules.OtherLength,
                        variable.Location,
                        $"'{label}' is {variable.Text}, and the client gets '--{argument.Name} {text}'",
                        "write the same number in both"
                    );
            }
        }
    }

    private static IEnumerable<Diagnostic> DecodeOnly(BenchmarkCase one)
    {
        if (!one.Settings.DecodeOnly) yield break;
        (bool Holds, string Lack)[] needs =
        [
            (one.Server?["max-num-seqs"] is not null, "the server's 'max-num-seqs'"),
            (one.Server?["enable-prefix-caching"]?.Value is FlagArgument { IsSet: true }, "the server's 'enable-prefix-caching'"),
            (one.Settings.InputLength > 0, "'INPUT_LEN'"),
            (one.Client.Text("dataset-name") == "custom", "the client's 'dataset-name', which must be 'custom'"),
            (one.Client["dataset-path"] is null, "a client without 'dataset-path': the prompts are made"),
        ];
        foreach (var (_, lack) in needs.Where(need => !need.Holds))
            yield return new Diagnostic(
                BenchmarkRules.DecodeOnlyNeeds,
                one.Environment["DECODE_ONLY"]?.Location ?? one.Location,
                $"a decode-only case needs {lack}",
                "add it, or remove 'DECODE_ONLY'"
            );
    }

    private static IEnumerable<Diagnostic> Accuracy(BenchmarkCase one)
    {
        var isMeasured = one.Accuracy is not null || one.Client.Kind == CommandKind.LmEval;
        if (one.Settings.ExpectedAccuracy is { } score && !isMeasured)
        {
            yield return new Diagnostic(
                BenchmarkRules.NothingMeasuresAccuracy,
                one.Environment["EXPECTED_ACCURACY"]?.Location ?? one.Location,
                $"an accuracy of {score.ToString(CultureInfo.InvariantCulture)} is asked for, and the case has no accuracy phase",
                "add 'accuracy_command_options', or remove 'EXPECTED_ACCURACY'"
            );
        }

        if (one.Settings.ExpectedAccuracy is null && isMeasured)
        {
            yield return new Diagnostic(
                BenchmarkRules.NoAccuracyTarget,
                one.Environment["EXPECTED_ACCURACY"]?.Location ?? one.Accuracy?.Location ?? one.Client.Location,
                $"'{one.Name}' measures an accuracy, and any will do", "set 'EXPECTED_ACCURACY' in 'env'");
        }
    }

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries);
}
