using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Catalogue.Tests.Results;

public sealed class StageResultTests
{
    [Theory]
    [InlineData("✅ Passing", "Passing")]
    [InlineData("passing", "Passing")]
    [InlineData("PASSED", "Passing")]
    [InlineData("❌ Failing", "Failing")]
    [InlineData("hard_failed", "Failing")]
    [InlineData("❓ Untested", "Untested")]
    [InlineData("unverified", "Untested")]
    [InlineData("Skipped", "Untested")]
    [InlineData("not enough HBM", "Not enough HBM")]
    [InlineData("NOT ENOUGH hbm", "Not enough HBM")]
    [InlineData("⚪ N/A", "N/A")]
    [InlineData("n/a", "N/A")]
    [InlineData("beta", "Beta")]
    [InlineData("⚠️ Beta", "Beta")]
    [InlineData("EXPERIMENTAL", "Experimental")]
    [InlineData("planned", "Planned")]
    [InlineData(" Unplanned\n", "Unplanned")]
    [InlineData("⛔️ Unplanned", "Unplanned")]
    public void A_status_is_understood_in_every_spelling(string text, string name)
    {
        StageResult.Of("UnitTest", Outcome.HardFailed, text).Status.Name.ShouldBe(name);
        StageResult.Read("UnitTest", text).Status.Name.ShouldBe(name);
    }

    // Read as a failure every night before: the text with its reason was no status that anything knew.
    [Theory]
    [InlineData("skipped (only for tpu7x)", "Untested", "only for tpu7x")]
    [InlineData("unverified (no machine (yet))", "Untested", "no machine (yet)")]
    [InlineData("Not enough HBM (needs 16 chips)", "Not enough HBM", "needs 16 chips")]
    [InlineData("beta ()", "Beta", null)]
    public void A_reason_in_parentheses_is_a_note_and_no_failure(string stated, string name, string? note)
    {
        var result = StageResult.Of("Benchmark", Outcome.HardFailed, stated);

        (result.Status.Name, result.Note).ShouldBe((name, note));
    }

    [Theory]
    [InlineData(Outcome.Passed, "Passing")]
    [InlineData(Outcome.SoftFailed, "Failing")]
    [InlineData(Outcome.HardFailed, "Failing")]
    [InlineData(Outcome.Errored, "Failing")]
    [InlineData(Outcome.Unknown, "Failing")]
    [InlineData(Outcome.Neutral, "Untested")]
    [InlineData(null, "Untested")]
    public void A_step_that_states_nothing_is_judged_by_its_outcome(Outcome? outcome, string name) =>
        StageResult.Of("UnitTest", outcome, stated: null).Status.Name.ShouldBe(name);

    [Fact]
    public void A_step_that_states_what_nobody_knows_fails_and_its_words_are_kept()
    {
        var result = StageResult.Of("UnitTest", Outcome.Passed, "flaky today");

        (result.Status, result.Note).ShouldBe((Status.Failing, "the step stated 'flaky today'"));
    }

    [Fact]
    public void A_text_of_a_matrix_that_nobody_knows_is_kept_as_it_is() =>
        StageResult.Read("UnitTest", "see #12").Status.ShouldBe(Status.Other("see #12"));
}
