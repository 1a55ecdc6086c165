using System.Collections.Immutable;
using BuildkiteCi.Core.Problems;

namespace BuildkiteCi.Core.Tests.Problems;

/// <summary>A baseline accepts today's problems, wherever their lines move, and nothing that is new.</summary>
public sealed class BaselineTests
{
    private static readonly Rule Misspelt = new("P044", Severity.Error, "An attribute is known to nobody", "bad", "good");

    [Fact]
    public void A_problem_whose_line_moves_stays_accepted()
    {
        var baseline = Baseline.Read(Baseline.Write([At(2, "'colour' is unknown")], Text("steps:\n  - colour: red\n")));

        var rest = baseline.Apply(
            [At(4, "'colour' is unknown")],
            Text("# a\n# b\nsteps:\n  -   colour: red\n".Replace("  -   ", "  - ", StringComparison.Ordinal))
        );

        (rest.New.Length, rest.Accepted, rest.Gone.Length).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void A_second_problem_of_the_same_kind_is_new()
    {
        var text = Text("steps:\n  - colour: red\n  - colour: red\n");
        var baseline = Baseline.Read(Baseline.Write([At(2, "'colour' is unknown")], text));

        baseline
            .Apply([At(2, "'colour' is unknown"), At(3, "'colour' is unknown")], text)
            .New.ShouldHaveSingleItem()
            .Location.Line.ShouldBe(3);
    }

    [Fact]
    public void A_line_that_changes_is_looked_at_again_and_a_problem_that_is_gone_is_named()
    {
        var baseline = Baseline.Read(Baseline.Write([At(2, "'colour' is unknown")], Text("steps:\n  - colour: red\n")));

        var rest = baseline.Apply([At(2, "'colour' is unknown")], Text("steps:\n  - colour: blue\n"));

        rest.New.Length.ShouldBe(1);
        rest.Gone.ShouldHaveSingleItem().Text.ShouldBe("P044 a.yml 'colour' is unknown");
    }

    [Fact]
    public void A_place_that_a_message_names_may_move()
    {
        var baseline = Baseline.Read(Baseline.Write([At(2, "key 'a' is a second time, first at b.yml:7:3")], Text("a\nb\n")));

        baseline.Apply([At(2, "key 'a' is a second time, first at b.yml:9:3")], Text("a\nb\n")).New.ShouldBeEmpty();
    }

    private static Diagnostic At(int line, string message) => new(Misspelt, new SourceLocation("a.yml", line, 5), message, "remove it");

    private static Func<string, string?> Text(string text) => _ => text;
}
