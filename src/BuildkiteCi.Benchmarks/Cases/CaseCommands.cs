using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>The command lines of a case on a machine, before port and rate are added.</summary>
/// <param name="Client">Measures, or evaluates by itself.</param>
/// <param name="Server">Null where the client brings its own engine.</param>
/// <param name="Accuracy">The second client; null: none.</param>
public sealed record CaseCommands(CommandLine Client, CommandLine? Server, CommandLine? Accuracy)
{
    private const string ModelPath = "model-path";
    private const string ModelName = "model";

    /// <summary>Resolves a case for a machine. A map without a value for it is a B015.</summary>
    public static Diagnosed<CaseCommands> Of(BenchmarkCase one, CaseMachine machine)
    {
        var found = new List<Diagnostic>();
        var client = Line(one.Client, machine, one.Environment, found);
        var server = one.Server is null ? null : Line(one.Server, machine, one.Environment, found);
        var accuracy = one.Accuracy is null ? null : Line(one.Accuracy, machine, one.Environment, found);
        return Diagnosed.With(found.Count > 0 ? null : new CaseCommands(client, server, accuracy), found);
    }

    /// <summary>The arguments of a command on a machine; null and a B015 where a map has no value for it.</summary>
    internal static ImmutableArray<string> Arguments(CaseCommand command, CaseMachine machine, List<Diagnostic> found)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var hasPath = command[ModelPath] is not null;
        foreach (var argument in command.Arguments)
        {
            // With a path, "model" is only what the model is called.
            if (hasPath && argument.Name == ModelName) continue;
            var value = argument.On(machine);
            var flag = "--" + (argument.Name == ModelPath ? ModelName : argument.Name);
            switch (value)
            {
                case TextArgument text:
                    words.Add(flag);
                    words.Add(text.Text);
                    break;
                case FlagArgument { IsSet: true }:
                    words.Add(flag);
                    break;
                case null:
                    found.Add(
                        new Diagnostic(
                            NoMachine.Definition,
                            argument.Value.Location,
                            $"'{argument.Name}' has no value for '{machine.MapKey ?? machine.Queue}'",
                            "add one, or \"default\""
                        )
                    );
                    break;
            }
        }

        return words.ToImmutable();
    }

    // The job's environment reaches every process, a command's own only that command's.
    private static CommandLine Line(CaseCommand command, CaseMachine machine, CaseEnvironment job, List<Diagnostic> found) =>
        new(command.Kind.Words[0], [.. command.Kind.Words.Skip(1), .. Arguments(command, machine, found)])
        {
            Environment = job.With(command.Environment)
                .Variables.ToImmutableDictionary(variable => variable.Name, variable => (string?)variable.Text),
        };
}
