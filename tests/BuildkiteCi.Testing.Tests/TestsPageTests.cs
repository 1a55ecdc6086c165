using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.LocalBuilds.Agent;

namespace BuildkiteCi.Testing.Tests;

/// <summary>The pages for people say what the code does.</summary>
public sealed partial class TestsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "src/BuildkiteCi.Testing/TESTS.md"));

    [Fact]
    public void Every_exit_status_that_states_something_stands_there_with_its_line()
    {
        var settings = StageSettings.BuiltIn.Statements;

        Statements()
            .Matches(Page)
            .Select(match => (int.Parse(match.Groups["status"].Value), StatusSpellings.SplitNote(match.Groups["text"].Value).Text))
            .ShouldBe(settings.ExitStatuses.OrderBy(row => row.Key).Select(row => (row.Key, row.Value)));
        Page.ShouldContain($"`{settings.LineHead} ");
    }

    [Fact]
    public void Every_word_that_it_names_is_a_status()
    {
        var words = Declared().Match(Page).Groups["word"].Captures.Select(word => word.Value).ToList();

        words.Count.ShouldBe(6);
        words.ShouldAllBe(word => StatusSpellings.Parse(word) != null);
    }

    [Theory]
    [InlineData("meta-data")]
    [InlineData("pipeline upload")]
    [InlineData("lock")]
    [InlineData("secret get")]
    [InlineData("redactor add")]
    [InlineData("build cancel")]
    public async Task What_the_agent_s_stand_in_serves_stands_on_the_page_of_local_builds(string command)
    {
        using var bench = new StageBench();
        using var output = new StringWriter();
        await AgentStandIn.RunAsync(
            new AgentCall(["--help"], bench.Build, new Dictionary<string, string>(), bench.Folder.Path)
            {
                Processes = new BuildkiteCi.Machine.ProcessRunner(bench.Folder.Path, TimeProvider.System),
                Output = output,
            },
            TestContext.Current.CancellationToken);

        output.ToString().ShouldContain($"  {command}");
        (
            await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "src/BuildkiteCi.LocalBuilds/LOCAL-BUILDS.md"),
                TestContext.Current.CancellationToken
            )
        ).ShouldContain($"`{command}`");
    }

    [GeneratedRegex(
        @"ends with (?<status>\d+), or writes `CI_RESULT: (?<text>[^`]+)`",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Statements();

    [GeneratedRegex(
        @"\| writes `CI_RESULT: (?<word>[^`]+)`(, `(?<word>[^`]+)`)+ \|",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Declared();
}
