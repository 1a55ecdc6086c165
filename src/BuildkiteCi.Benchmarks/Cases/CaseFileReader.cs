using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Reads a file of cases and finds everything that is wrong with it, whether a machine would have noticed or not.</summary>
public static class CaseFileReader
{
    private static readonly Rule NothingToRun =
        new(
            "B007",
            Severity.Error,
            "A list of what is run is empty",
            "\"benchmark_cases\": []",
            "\"benchmark_cases\": [{}]"
        )
        {
            Why = "An empty list of queues made no job. The build passed, and the release was decided without that benchmark.",
        };

    private static readonly ImmutableArray<string> FileKeys = ["benchmark_cases", "global_env"];
    private static readonly ImmutableArray<string> CaseKeyNames =
        ["case_name", "ci_queue", "env", "server_command_options", "client_command_options", "accuracy_command_options"];

    /// <summary>The cases that could be understood, and all problems, in the order of their places.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fleet">Tells which queues have agents, and what their machines are.</param>
    public static Diagnosed<CaseFile> Parse(SourceFile file, Fleet fleet)
    {
        var json = JsonSource.Parse(file);
        if (json.Value is null) return Diagnosed.With<CaseFile>(null, json.Diagnostics);
        var reading = new PartReading(fleet);
        if (reading.As<JsonObjectPart>(json.Value, "the file") is not { } root) return Diagnosed.With<CaseFile>(null, reading.Found);
        reading.CheckKeys(root, FileKeys, "a case file");
        var shared = VariablesReader.Read(root, "global_env", reading);
        var cases = ImmutableArray.CreateBuilder<BenchmarkCase>();
        if (reading.Required<JsonArrayPart>(root, "benchmark_cases", "the file") is { } list)
        {
            if (list.Items.IsEmpty)
                reading.Add(NothingToRun, list.Location, "'benchmark_cases' is empty", "write a case, or delete the file");
            foreach (var item in list.Items)
            {
                if (reading.As<JsonObjectPart>(item, "a case") is { } part && Case(part, shared, reading) is { } read) cases.Add(read);
            }
        }

        var parsed = new CaseFile(file.Path, cases.ToImmutable());
        var found = reading
            .Found.Concat(
                parsed.Cases.SelectMany(one => WithoutModel(one).Concat(CaseRule.All.SelectMany(rule => rule.Check(one, fleet))))
            )
            .Concat(CaseRule.AcrossFiles([parsed]));
        return Diagnosed.With(parsed, found.OrderBy(diagnostic => diagnostic.Location));
    }

    private static IEnumerable<Diagnostic> WithoutModel(BenchmarkCase one)
    {
        if (one.Model.Length == 0)
            yield return new Diagnostic(
                PartReading.MissingKey,
                (one.Server ?? one.Client).Location,
                "no 'model' is named",
                "add \"model\" to 'args'");
    }

    private static BenchmarkCase? Case(JsonObjectPart part, CaseEnvironment shared, PartReading reading)
    {
        reading.CheckKeys(part, CaseKeyNames, "a case");
        var environment = shared.With(VariablesReader.Read(part, "env", reading));
        var settings = VariablesReader.Settings(environment, reading);
        var queues = Queues(part, settings.Device, reading);
        var client = reading.Required<JsonObjectPart>(part, "client_command_options", "a case") is { } options
            ? CommandReader.Read(options, CommandKind.Clients, null, reading) : null;
        var server = reading.Optional<JsonObjectPart>(part, "server_command_options") is { } serverOptions
            ? CommandReader.Read(serverOptions, CommandKind.Servers, null, reading) : null;
        var accuracy = reading.Optional<JsonObjectPart>(part, "accuracy_command_options") is { } accuracyOptions
            ? CommandReader.Read(accuracyOptions, CommandKind.Evaluations, CommandKind.Evaluations[0], reading) : null;
        if (server is null && part["server_command_options"] is null && client is { Kind: var kind } && kind != CommandKind.LmEval)
            reading.Add(
                PartReading.MissingKey,
                part.Location,
                "a case lacks 'server_command_options'",
                "add it; only 'lm_eval' does without a server"
            );
        if (client is null) return null;

        var name = reading.Optional<JsonTextPart>(part, "case_name");
        var read = new BenchmarkCase(name?.Text ?? "", name?.Location ?? part.Location, queues, environment, client)
        {
            Server = server,
            Accuracy = accuracy,
            Settings = settings,
        };
        return read.Name.Length > 0 ? read : read with { Name = read.Model };
    }

    private static ImmutableArray<CaseQueue> Queues(JsonObjectPart part, string? device, PartReading reading)
    {
        if (reading.Required<JsonArrayPart>(part, "ci_queue", "a case") is not { } list) return [];
        if (list.Items.IsEmpty) reading.Add(NothingToRun, list.Location, "'ci_queue' is empty", "name a queue");
        return
        [
            .. list
                .Items.Select(item => reading.As<JsonTextPart>(item, "a queue"))
                .OfType<JsonTextPart>()
                .Select(queue => new CaseQueue(
                    queue.Text,
                    queue.Location,
                    CaseMachine.OfQueue(queue.Text, reading.Fleet).With(device, reading.Fleet)
                )),
        ];
    }
}
