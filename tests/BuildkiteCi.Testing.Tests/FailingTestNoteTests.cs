using System.Collections.Immutable;

namespace BuildkiteCi.Testing.Tests;

public sealed class FailingTestNoteTests
{
    private static readonly FailingTestLimits Limits = new() { Tests = 2, Lines = 3, LineLength = 40 };

    [Fact]
    public void No_failing_test_makes_no_annotation() => FailingTestNote.Of(StageBench.Job(""), [], Limits).ShouldBeNull();

    [Fact]
    public void Tests_lines_and_lengths_are_cut_at_their_limits_and_the_cut_is_said()
    {
        var tests = Enumerable.Range(1, 5).Select(n => new FailingTest($"test_{n}", "boom", string.Join('\n', Enumerable.Range(1, 9).Select(line => new string('x', 50)))));

        var body = Body([.. tests]);

        body.ShouldContain("5 tests fail");
        body.ShouldContain("test_2");
        body.ShouldNotContain("test_3");
        body.ShouldContain("… and 3 more");
        body.ShouldContain($"{new string('x', 40)}…\n");
        body.ShouldContain("… 6 more lines");
    }

    [Fact]
    public void What_a_test_says_stays_text()
    {
        var body = Body([new FailingTest("<script>alert(1)</script>", "</summary><img>", "```\n````\n--- a group\n</details>")]);

        body.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        body.ShouldNotContain("<img>");
        body.ShouldContain("\n`````\n```\n````\n--- a group\n… 1 more lines\n`````\n");
    }

    [Fact]
    public void A_test_without_details_shows_its_message() =>
        Body([new FailingTest("test_a", "assert 1 == 2\nwhere 1 = f()", "")]).ShouldContain("assert 1 == 2\nwhere 1 = f()");

    private static string Body(ImmutableArray<FailingTest> tests) => FailingTestNote.Of(StageBench.Job(""), tests, Limits)!.Body;
}
