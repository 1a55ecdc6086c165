using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Tests.Judging;

public sealed class VerdictSentenceTests
{
    // Unit tests, accuracy, benchmark: p passes, t passes without a target, f fails, h not enough HBM, - untested.
    [Theory]
    [InlineData("pfp", "Fails on v7x: the accuracy test fails.")]
    [InlineData("ppf", "Runs on v7x, but the speed test fails.")]
    [InlineData("pph", "Works on v7x; the benchmark's load is too large.")]
    [InlineData("p-h", "Only unit tests passed on v7x; the benchmark's load is too large.")]
    [InlineData("fpp", "Works on v7x, but unit tests fail.")]
    [InlineData("ptp", "Runs on v7x; no accuracy target tells whether its answers are right.")]
    [InlineData("ppp", "Works on v7x since v0.18.0.")]
    [InlineData("ppt", "Works on v7x since v0.18.0; no speed target is set.")]
    [InlineData("pp-", "Works on v7x since v0.18.0; speed is untested.")]
    [InlineData("f--", "Fails on v7x: the unit tests fail.")]
    [InlineData("p-f", "Fails on v7x: the speed test fails.")]
    [InlineData("php", "Runs on v7x, but the accuracy test needs more memory.")]
    [InlineData("p-p", "Runs on v7x; nobody checked its answers.")]
    [InlineData("ph-", "Too large for v7x: not enough memory.")]
    [InlineData("p--", "Only unit tests ran on v7x.")]
    [InlineData("---", "Untested on v7x.")]
    public void A_verdict_is_a_sentence(string stages, string sentence)
    {
        var definition = MatrixDefinitions.BuiltIn.All[0];
        var verdict = VerdictRules.Of(definition, stage => Result(stage, stages[definition.Stages.IndexOf(stage)]));

        VerdictSentence.Of(verdict, "v7x", "v0.18.0").ShouldBe(sentence);
    }

    [Fact]
    public void No_sentence_claims_that_something_works_whose_answers_nobody_checked()
    {
        var definition = MatrixDefinitions.BuiltIn.All[0];
        foreach (var stages in from unit in "ptfh-" from answers in "fh-" from speed in "ptfh-" select $"{unit}{answers}{speed}")
        {
            var verdict = VerdictRules.Of(definition, stage => Result(stage, stages[definition.Stages.IndexOf(stage)]));
            VerdictSentence.Of(verdict, "v7x", null).ShouldNotStartWith("Works", Case.Sensitive, stages);
        }
    }

    private static StageResult Result(string stage, char letter) => letter switch
    {
        'p' => new StageResult(stage, Status.Passing),
        't' => new StageResult(stage, Status.Passing) { Setup = new TestSetup { Target = 0 } },
        'f' => new StageResult(stage, Status.Failing),
        'h' => new StageResult(stage, Status.NotEnoughHbm),
        _ => new StageResult(stage, Status.Untested),
    };
}
