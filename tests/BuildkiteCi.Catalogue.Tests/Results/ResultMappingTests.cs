using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Catalogue.Tests.Results;

public sealed class ResultMappingTests
{
    [Fact]
    public void Every_verdict_has_its_row_and_no_failure_is_a_passing_cell()
    {
        foreach (var verdict in Enum.GetValues<StageVerdict>())
        {
            var (outcome, status) = (ResultMapping.OutcomeOf(verdict), ResultMapping.StatusOf(verdict));

            if (ResultMapping.IsFailure(verdict))
                (outcome is Outcome.HardFailed or Outcome.Errored, status == Status.Passing).ShouldBe((true, false), verdict.ToString());
            // What Buildkite makes of a run is never greener than the run.
            if (ResultMapping.StatusOf(outcome) == Status.Passing) verdict.ShouldBeOneOf(StageVerdict.Passed, StageVerdict.SelfReported);
            if (verdict == StageVerdict.Passed) (outcome, status).ShouldBe((Outcome.Passed, Status.Passing));
        }
    }

    [Fact]
    public void Of_a_steps_outcome_alone_everything_but_passed_and_not_run_is_a_failure() =>
        Enum.GetValues<Outcome>().Where(outcome => ResultMapping.StatusOf(outcome) == Status.Failing)
            .ShouldBe([Outcome.Unknown, Outcome.SoftFailed, Outcome.HardFailed, Outcome.Errored]);

    [Fact]
    public void An_outcome_and_the_run_that_it_is_made_of_say_the_same()
    {
        foreach (
            var verdict in Enum.GetValues<StageVerdict>()
                .Where(verdict => verdict is not (StageVerdict.TimedOut or StageVerdict.SelfReported))
        )
            ResultMapping.VerdictOf(ResultMapping.OutcomeOf(verdict)).ShouldBe(verdict);
    }

    [Theory]
    [InlineData("""[{"name":"accuracy","value":0.74,"unit":"","target":0.7}]""", "fraction", Better.Higher)]
    [InlineData("""[{"name":"p99_ttft","value":800,"unit":"ms"}]""", "ms", Better.Lower)]
    [InlineData("""[{"name":"surprise","value":0.7,"unit":"fraction","better":"lower"}]""", "fraction", Better.Lower)]
    [InlineData("""[{"name":"images","value":7,"unit":"images/s"}]""", "images/s", Better.Neither)]
    public void A_measurement_says_which_way_it_gets_better_and_where_it_does_not_its_unit_does(string json, string unit, Better better)
    {
        var read = MeasurementText.Read(json).ShouldHaveSingleItem();

        (read.Metric.Unit.Symbol, read.Metric.Better).ShouldBe((unit, better));
        MeasurementText.Read(MeasurementText.Write([read])).ShouldBe([read]);
    }
}
