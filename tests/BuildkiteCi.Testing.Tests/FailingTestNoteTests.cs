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
        var tests = Enumerable
            .Range(1, 5)
            .Select(n => new FailingTest(
                $"test_{n}",
                "boom",
                string.Join('\n', Enumerable.Range(1, 9).Select(line => new string('x', 50)))
            ));

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
        body.ShouldContain("\n`````\n```\n````\n--- a group\n… 1 more line\n`````\n");
    }

    [Fact]
    public void A_test_without_details_shows_its_message() =>
        Body([new FailingTest("test_a", "assert 1 == 2\nwhere 1 = f()", "")]).ShouldContain("assert 1 == 2\nwhere 1 = f()");

    [Fact]
    public void A_failing_job_shows_its_tests_with_their_places_and_first_lines_on_its_own_page()
    {
        var note = FailingTestNote.Of(StageBench.Job(""), Pytest, new FailingTestLimits())!;

        note.IsOfJob.ShouldBeTrue();
        Golden.Matches(note.Body, "failing-tests.golden.md");
    }

    [Fact]
    public void Of_two_hundred_failing_tests_some_are_shown_and_the_rest_is_counted()
    {
        var tests = Enumerable
            .Range(0, 200)
            .Select(n => new FailingTest(
                $"tests.test_moe::test_{n}",
                new string('字', 500),
                string.Join('\n', Enumerable.Repeat(new string('字', 500), 500))
            ));

        var body = FailingTestNote.Of(StageBench.Job(""), [.. tests], new FailingTestLimits())!.Body;

        System.Text.Encoding.UTF8.GetByteCount(body).ShouldBeLessThan(1_048_576);
        body.ShouldEndWith("\n… and 180 more; the job's log names them.\n");
    }

    private static ImmutableArray<FailingTest> Pytest =>
    [
        new("tests.models.test_moe::test_forward[bf16]", "AssertionError: assert 0.31 > 0.4\n  where 0.31 = score()", """
            def test_forward(dtype):
                model = load(dtype)
            >       assert score(model) > 0.4
            E       AssertionError: assert 0.31 > 0.4
            E        where 0.31 = score()

            tests/models/test_moe.py:37: AssertionError
            """),
        new("tests.models.test_moe::test_load", "RuntimeError: no such layer: 'experts.7' <w1>", """
            tests/models/test_moe.py:12:
            _ _ _ _ _
            >       raise RuntimeError(name)
            E       RuntimeError: no such layer: 'experts.7' <w1>

            tpu_inference/layers/moe.py:210: RuntimeError
            """),
        new("tests.conftest", "", "ImportError: cannot import name 'mesh'"),
    ];

    private static string Body(ImmutableArray<FailingTest> tests) => FailingTestNote.Of(StageBench.Job(""), tests, Limits)!.Body;
}
