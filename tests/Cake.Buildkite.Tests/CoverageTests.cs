namespace Cake.Buildkite.Tests;

public sealed class CoverageTests
{
    [Fact]
    public void Every_command_and_flag_of_the_agent_has_its_counterpart()
    {
        var commands = AgentCommands();
        var covered = Covered();

        var missing = commands.SelectMany(command => command.Flags
            .Where(flag => !covered.Contains((command.Name, flag.Name)) && !covered.Contains((command.Name, flag.Variable ?? "")))
            .Select(flag => $"{command.Name} {flag.Name}"));
        var unknown = commands.Skip(1).Where(command => !covered.Contains((command.Name, ""))).Select(command => command.Name);
        missing.Concat(unknown).ShouldBeEmpty();

        var ours = covered.Where(pair => pair.Flag.StartsWith("--", StringComparison.Ordinal) && pair.Command != "(every command)");
        ours.Where(pair =>
                !commands.Any(command =>
                    (command.Name == pair.Command || command.Name == "(every command)") && command.Flags.Any(flag => flag.Name == pair.Flag)
                )
            )
            .ShouldBeEmpty("a flag that the agent does not have");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{commands.Count - 1} commands with {commands.Skip(1).Sum(command => command.Flags.Count)} flags, and "
                + $"{commands[0].Flags.Count} of every command: all covered"
        );
    }

    [Fact]
    public void The_cases_reach_the_commands_and_flags_that_are_listed_beside_this_test() =>
        Golden.Check(
            "Coverage.golden",
            string.Concat(
                Covered()
                    .Select(pair => $"{pair.Command} {pair.Flag}".TrimEnd() + "\n")
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
            )
        );

    /// <summary>Pairs of a command and a flag, a variable that takes a flag's place, or nothing for the command itself.</summary>
    private static HashSet<(string Command, string Flag)> Covered()
    {
        var covered = new HashSet<(string, string)>();
        foreach (var one in AgentCase.All)
        {
            var command = one.Name.StartsWith("(every command)", StringComparison.Ordinal) ? "(every command)" : CommandOf(one.Arguments);
            covered.Add((command, ""));
            foreach (
                var argument in one
                    .Arguments.TakeWhile(argument => argument != "--")
                    .Where(argument => argument.StartsWith("--", StringComparison.Ordinal))
            )
                covered.Add((command, argument.Split('=')[0]));
            if (one.Variable is { } variable)
                covered.Add((command, variable.Split('=')[0]));
        }

        return covered;
    }

    private static string CommandOf(string[] arguments) =>
        string.Join(' ', arguments.Take(2).TakeWhile(word => !word.StartsWith('-')));

    // A command a line; below it, indented, its flags and the variable that can take a flag's place.
    private static List<Command> AgentCommands()
    {
        var commands = new List<Command>();
        foreach (var line in File.ReadLines(Repository.TestFile("Oracles/agent-commands.txt")))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith(' ')) commands[^1].Flags.Add(new Flag(words[0], words.ElementAtOrDefault(1)));
            else commands.Add(new Command(line, []));
        }

        return commands;
    }

    private sealed record Command(string Name, List<Flag> Flags);

    private sealed record Flag(string Name, string? Variable);
}
