using System.Text.Json;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Tests.Cases;

/// <summary>Real case files against what the TPU repository's own generator and parser make of them.</summary>
public sealed class SampleCaseTests
{
    [Fact]
    public void Real_files_are_read_without_an_error() =>
        ForEach(
            (file, expected, read) =>
            {
                read.HasErrors.ShouldBeFalse(file);
                read.Value!.Cases.Select(one => one.Name)
                    .ShouldBe(expected.GetProperty("cases").EnumerateArray().Select(name => name.GetString()!), file);
            }
        );

    [Fact]
    public void Groups_and_steps_are_those_of_todays_generator() =>
        ForEach(
            (file, expected, read) =>
            {
                var group = CaseSteps.Of(read.Value!).ShouldHaveSingleItem();
                (group.Label, group.Key.Text).ShouldBe((Text(expected, "group"), Text(expected, "group_key")), file);
                var steps = expected.GetProperty("steps").EnumerateArray().ToList();
                group.Steps.Length.ShouldBe(steps.Count, file);
                foreach (var (step, wanted) in group.Steps.Zip(steps))
                {
                    (step.Label, step.Key.Text, step.Queue, step.Machine.TpuVersion, step.Machine.Device).ShouldBe(
                        (
                            Text(wanted, "label"),
                            Text(wanted, "key"),
                            Text(wanted, "queue"),
                            Text(wanted, "tpu_version"),
                            Text(wanted, "device")
                        ),
                        file
                    );
                    step.TimeoutMinutes.ShouldBe(
                        wanted.GetProperty("timeout_in_minutes") is { ValueKind: JsonValueKind.Number } minutes ? minutes.GetInt32() : null
                    );
                    step.Environment.Variables.Select(variable => $"{variable.Name}={Json(variable)}")
                        .ShouldBe(
                            wanted
                                .GetProperty("env")
                                .EnumerateObject()
                                .Select(variable => $"{variable.Name}={variable.Value.GetRawText()}"),
                            ignoreOrder: true,
                            file
                        );
                }
            }
        );

    [Fact]
    public void Command_lines_are_those_of_todays_parser() =>
        ForEach(
            (file, expected, read) =>
            {
                foreach (var run in expected.GetProperty("runs").EnumerateArray())
                {
                    var one = read.Value!.Cases.Single(one => one.Name == Text(run, "case"));
                    var machine = one.Queues.Single(queue => queue.Name == Text(run, "queue")).Machine;
                    var commands = CaseCommands.Of(one, machine).Value!;
                    machine.MapKey.ShouldBe(Text(run, "device_map_key"));
                    ShouldBe(commands.Server, run, "server_argv");
                    ShouldBe(commands.Client, run, one.Client.Kind == CommandKind.LmEval ? "lm_eval_argv" : "client_argv");
                    ShouldBe(commands.Accuracy, run, "accuracy_argv");
                    if (run.TryGetProperty("server_env", out var environment))
                        one.Server!.Environment.Variables.Select(variable => (variable.Name, variable.Text))
                            .ShouldBe(environment.EnumerateObject().Select(variable => (variable.Name, variable.Value.GetString()!)));
                }
            }
        );

    private static void ShouldBe(CommandLine? command, JsonElement run, string property)
    {
        IEnumerable<string> words = command is null ? [] : command.Arguments.Prepend(command.Program);
        words.ShouldBe(run.TryGetProperty(property, out var expected) ? expected.EnumerateArray().Select(word => word.GetString()!) : []);
    }

    private static string Json(CaseVariable variable) =>
        variable.Kind == VariableKind.Text ? JsonSerializer.Serialize(variable.Text) : variable.Text;

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private static void ForEach(Action<string, JsonElement, Diagnosed<CaseFile>> check)
    {
        using var expected = JsonDocument.Parse(Samples.Source("cases-expected.json").Text);
        foreach (var file in expected.RootElement.GetProperty("files").EnumerateArray())
        {
            var name = Text(file, "file")!;
            check(name, file, CaseFileReader.Parse(Samples.Source(name), Fleet.BuiltIn));
        }
    }
}
