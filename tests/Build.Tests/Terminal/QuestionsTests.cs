using Build.Terminal;
using Build.Tests.Reporting;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Build.Tests.Terminal;

/// <summary>Questions at a terminal that can move its cursor, and at one that cannot.</summary>
public sealed class QuestionsTests
{
    private static readonly (string, string, bool)[] Regions = [("Europe", "eu", true), ("Asia", "as", false), ("America", "us", false)];

    [Fact]
    public async Task Several_answers_are_taken_with_space_and_leave_one_line()
    {
        var console = new TestConsole().Interactive().SupportsAnsi(true).EmitAnsiSequences().Width(80).Height(20);
        Press(
            console,
            ConsoleKey.DownArrow,
            ConsoleKey.DownArrow,
            ConsoleKey.Spacebar,
            ConsoleKey.UpArrow,
            ConsoleKey.Spacebar,
            ConsoleKey.Spacebar,
            ConsoleKey.Enter
        );

        var chosen = await new Questions(console).ChooseSeveralAsync(
            "Regions?",
            "",
            Regions,
            isRequired: true,
            TestContext.Current.CancellationToken
        );

        chosen.ShouldBe(["eu", "us"]);
        Screen.Of(console.Output, 80).ShouldBe(["Regions? Europe, America"]);
    }

    [Fact]
    public async Task Where_one_is_needed_enter_alone_does_not_end_a_choice_of_none()
    {
        var console = new TestConsole().Interactive().SupportsAnsi(true).Width(80).Height(20);
        Press(console, ConsoleKey.Spacebar, ConsoleKey.Enter, ConsoleKey.DownArrow, ConsoleKey.Spacebar, ConsoleKey.Enter);

        (
            await new Questions(console).ChooseSeveralAsync(
                "Regions?",
                "",
                Regions,
                isRequired: true,
                TestContext.Current.CancellationToken
            )
        ).ShouldBe(["as"]);
    }

    [Fact]
    public async Task A_plain_terminal_takes_numbers_and_asks_again_for_those_that_there_are_not()
    {
        var console = new TestConsole().Interactive().SupportsAnsi(false).Width(80).Height(20);
        console.Input.PushTextWithEnter("2,9");
        console.Input.PushTextWithEnter("3, 2");

        var chosen = await new Questions(console).ChooseSeveralAsync(
            "Regions?",
            "",
            Regions,
            isRequired: true,
            TestContext.Current.CancellationToken
        );

        chosen.ShouldBe(["as", "us"]);
        console.Output.ShouldContain("  2  Asia");
        console.Output.ShouldContain("give numbers from 1 to 3: 1,2");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("y", true)]
    [InlineData("YES", true)]
    [InlineData("n", false)]
    public async Task What_goes_out_of_the_machine_needs_a_yes(string typed, bool agreed)
    {
        var console = new TestConsole().Interactive().SupportsAnsi(false).Width(80);
        console.Input.PushTextWithEnter(typed);

        (await new Questions(console).ConfirmAsync("Push it?", usual: false, TestContext.Current.CancellationToken)).ShouldBe(agreed);
        console.Output.ShouldContain("Push it? [y/N]");
    }

    private static void Press(TestConsole console, params ConsoleKey[] keys)
    {
        foreach (var key in keys) console.Input.PushKey(key);
    }
}
