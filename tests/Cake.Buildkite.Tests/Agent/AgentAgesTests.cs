namespace Cake.Buildkite.Tests;

/// <summary>The table of commands and flags with the first release that has them.</summary>
public sealed class AgentAgesTests
{
    /// <summary>Cases whose call has anything that is younger than agent 3.0.0.</summary>
    public static TheoryData<string> YoungCases =>
        [
            .. AgentCase
                .All.Where(one => AgentAges.YoungestOf(CommandOf(one), one.Arguments) is not null && !SetsItsVersion(one))
                .Select(one => one.Name),
        ];

    [Fact]
    public void Every_row_is_a_command_or_a_flag_that_the_agent_has()
    {
        var known = new HashSet<(string Command, string Flag)>();
        var command = "";
        foreach (var line in File.ReadLines(Repository.TestFile("Oracles/agent-commands.txt")))
        {
            if (!line.StartsWith(' ')) command = line;
            known.Add((command, line.StartsWith(' ') ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0] : ""));
        }

        AgentAges.All.Where(age => !known.Contains((age.Command.Length == 0 ? "(every command)" : age.Command, age.Flag))).ShouldBeEmpty();
        AgentAges.All.Select(age => (age.Command, age.Flag)).ShouldBeUnique();
    }

    [Fact]
    public void No_flag_is_older_than_its_command()
    {
        foreach (var flag in AgentAges.All.Where(age => age.Flag.Length > 0))
        {
            var command = AgentAges.All.FirstOrDefault(age => age.Command == flag.Command && age.Flag.Length == 0);
            if (command is not null)
                (flag.Since.Minor, flag.Since.Patch).ShouldBeGreaterThan(
                    (command.Since.Minor, command.Since.Patch),
                    $"{flag.Command} {flag.Flag}"
                );
        }
    }

    [Fact]
    public void The_page_for_users_lists_the_commands_with_their_release()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src", "Cake.Buildkite", "README.md"));

        foreach (var age in AgentAges.All.Where(age => age.Flag.Length == 0)) page.ShouldContain($"| `{age.Command}` | {age.Since} |");
    }

    [Theory]
    [MemberData(nameof(YoungCases))]
    public async Task A_call_is_made_from_the_release_on_that_has_all_of_it_and_refused_before(string name)
    {
        var one = AgentCase.All.Single(one => one.Name == name);
        var age = AgentAges.YoungestOf(CommandOf(one), one.Arguments)!;

        var agent = AgentOf(age.Since, one.Answer);
        await one.Call(await AskedAsync(agent), TestContext.Current.CancellationToken);
        agent.Calls.Count.ShouldBe(2);

        var older = AgentOf(Before(age.Since), one.Answer);
        var asked = await AskedAsync(older);
        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => one.Call(asked, TestContext.Current.CancellationToken));
        older.Calls.ShouldHaveSingleItem();
        failure.Fault.ShouldBe(BuildkiteAgentFault.Limit);
        failure.Message.ShouldContain($"needs agent {age.Since} or newer");
    }

    private static RecordedAgent AgentOf(BuildkiteAgentVersion version, string answer) =>
        new(arguments => RecordedAgent.Printed(arguments is ["--version"] ? $"buildkite-agent version {version}" : answer));

    /// <summary>The add-in once something has asked for the version.</summary>
    private static async Task<BuildkiteAgent> AskedAsync(RecordedAgent recorded)
    {
        var agent = recorded.Start();
        await agent.VersionAsync(TestContext.Current.CancellationToken);
        return agent;
    }

    private static bool SetsItsVersion(AgentCase one) =>
        one.Arguments.Any(argument =>
            argument is "set-batch"
            || argument.Contains("-secrets", StringComparison.Ordinal)
            || argument.Contains("follow-symlinks", StringComparison.Ordinal)
        );

    private static BuildkiteAgentVersion Before(BuildkiteAgentVersion version) =>
        version.Patch > 0 ? version with { Patch = version.Patch - 1 } : version with { Minor = version.Minor - 1, Patch = 99 };

    private static string CommandOf(AgentCase one) => string.Join(' ', one.Arguments.Take(2).TakeWhile(word => !word.StartsWith('-')));
}
