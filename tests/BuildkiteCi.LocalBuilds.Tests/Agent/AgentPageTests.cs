using BuildkiteCi.LocalBuilds.Agent;

namespace BuildkiteCi.LocalBuilds.Tests.Agent;

/// <summary>The table of commands in LOCAL-BUILDS.md.</summary>
public sealed class AgentPageTests
{
    [Fact]
    public void Every_command_has_its_row_which_tells_whether_it_is_served()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "src/BuildkiteCi.LocalBuilds/LOCAL-BUILDS.md"))
            .SkipWhile(line => !line.StartsWith("## The agent", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Name: cells[1].Trim('`'), IsRefused: cells[2].StartsWith("refused", StringComparison.Ordinal)));

        rows.ShouldBe(
            AgentStandIn.Commands.Select(command => (command.Name, command.IsRefused)).OrderBy(row => row.Name, StringComparer.Ordinal)
        );
    }
}
