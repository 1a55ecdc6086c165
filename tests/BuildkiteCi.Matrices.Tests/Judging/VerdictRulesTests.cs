using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Tests.Judging;

public sealed class VerdictRulesTests
{
    // p: passes; t: passes, and what it measured had no target; f: fails; h: not enough HBM; -: untested; n: not applicable; b: Beta; d:
    // declared; o: a text of somebody's.
    private const string Letters = "ptfh-nbdo";

    // From the least green to the greenest. What is declared is no test's word, and is compared with none.
    private static readonly ImmutableArray<VerdictKind> ByGreen =
    [
        VerdictKind.Fails,
        VerdictKind.Untested,
        VerdictKind.TooLarge,
        VerdictKind.NotApplicable,
        VerdictKind.Declared,
        VerdictKind.Limited,
        VerdictKind.Works,
    ];

    // Unit tests, accuracy, benchmark.
    [Theory]
    [InlineData("pfp", "Fails: accuracy test")]
    [InlineData("ppf", "Limited: speed test fails")]
    [InlineData("pph", "Limited: benchmark too large")]
    [InlineData("fpp", "Limited: unit tests fail")]
    [InlineData("ptp", "Limited: no accuracy target")]
    [InlineData("ppp", "Works")]
    [InlineData("-pp", "Works")]
    [InlineData("ppt", "Works: no speed target")]
    [InlineData("pp-", "Works: no speed test")]
    [InlineData("ppn", "Works: no speed test")]
    [InlineData("fh-", "Fails: unit tests")]
    [InlineData("p-f", "Fails: speed test")]
    [InlineData("php", "Limited: accuracy test too large")]
    [InlineData("p-p", "Limited: answers unchecked")]
    [InlineData("ph-", "Too large")]
    [InlineData("p-h", "Limited: benchmark too large")]
    [InlineData("--h", "Too large")]
    [InlineData("h--", "Too large")]
    [InlineData("p--", "Limited: only unit tests ran")]
    [InlineData("---", "Untested")]
    [InlineData("nnn", "Not applicable")]
    [InlineData("bpp", "Beta")]
    [InlineData("ddd", "declared, not tested here")]
    [InlineData("bpf", "Limited: speed test fails")]
    [InlineData("ooo", "Untested")]
    public void A_models_stages_give_one_verdict(string stages, string verdict) => Model(stages).ToString().ShouldBe(verdict);

    // Correctness, performance.
    [Theory]
    [InlineData("fp", "Fails: correctness test")]
    [InlineData("pp", "Works")]
    [InlineData("pf", "Limited: speed test fails")]
    [InlineData("ph", "Limited: benchmark too large")]
    [InlineData("p-", "Works: no speed test")]
    [InlineData("-f", "Fails: speed test")]
    [InlineData("hp", "Limited: correctness test too large")]
    [InlineData("-p", "Limited: answers unchecked")]
    [InlineData("h-", "Too large")]
    [InlineData("-h", "Too large")]
    [InlineData("--", "Untested")]
    public void A_features_stages_give_one_verdict(string stages, string verdict) =>
        Of(Definition("feature_support_matrix.csv"), stages).ToString().ShouldBe(verdict);

    // Correctness and performance on one host, then on several.
    [Theory]
    [InlineData("pppp", "Works")]
    [InlineData("pp--", "Works: on one host")]
    [InlineData("--pp", "Works: on several hosts")]
    [InlineData("ppff", "Limited: fails on several hosts")]
    [InlineData("ffpp", "Limited: fails on one host")]
    [InlineData("ppp-", "Works: no speed test")]
    [InlineData("f---", "Fails: correctness test on one host")]
    [InlineData("ffff", "Fails: correctness test")]
    [InlineData("pph-", "Limited: too large on several hosts")]
    [InlineData("ppb-", "Beta")]
    [InlineData("pfpb", "Limited: speed test fails on one host")]
    [InlineData("----", "Untested")]
    public void One_host_and_several_are_judged_apart(string stages, string verdict) =>
        Of(Definition("parallelism_support_matrix.csv"), stages).ToString().ShouldBe(verdict);

    [Theory]
    [InlineData("model_support_matrix.csv")]
    [InlineData("feature_support_matrix.csv")]
    [InlineData("parallelism_support_matrix.csv")]
    public void Of_all_combinations_none_is_greener_than_its_tests(string file)
    {
        var definition = Definition(file);
        foreach (var stages in Combinations(definition.Stages.Length))
        {
            var verdict = Of(definition, stages);
            if (stages.Contains('f')) verdict.Kind.ShouldBeOneOf([VerdictKind.Fails, VerdictKind.Limited], stages);
            if (verdict.Kind == VerdictKind.Works) Answers(definition, stages).ShouldContain('p', stages);
            if (verdict.Kind == VerdictKind.Untested) stages.ShouldNotContain('p', stages);
            if (verdict.Kind == VerdictKind.TooLarge)
                (stages.Contains('h'), Answers(definition, stages).Contains('p')).ShouldBe((true, false), stages);
            if (verdict.Kind == VerdictKind.Limited) verdict.Reason.ShouldNotBeEmpty(stages);

            for (var at = 0; at < stages.Length; at++)
            {
                // A test that fails where it passed never makes the verdict greener.
                var failing = Of(definition, $"{stages[..at]}f{stages[(at + 1)..]}");
                if (stages[at] == 'p' && verdict.Kind != VerdictKind.Declared)
                    ByGreen.IndexOf(failing.Kind).ShouldBeLessThanOrEqualTo(ByGreen.IndexOf(verdict.Kind), $"{stages}, {at} fails");
            }
        }
    }

    private static SubjectVerdict Model(string stages) => Of(Definition("model_support_matrix.csv"), stages);

    private static MatrixDefinition Definition(string file) => MatrixDefinitions.BuiltIn.All.First(definition => definition.File == file);

    private static SubjectVerdict Of(MatrixDefinition definition, string stages) =>
        VerdictRules.Of(definition, stage => Result(stage, stages[definition.Stages.IndexOf(stage)]));

    // Of each group the last but one.
    private static string Answers(MatrixDefinition definition, string stages) =>
        string.Concat(definition.RolledUp.Select(group => stages[definition.Stages.IndexOf(group.Stages[^2])]));

    private static IEnumerable<string> Combinations(int length) =>
        length == 0 ? [""] : Combinations(length - 1).SelectMany(head => Letters.Select(letter => head + letter));

    private static StageResult Result(string stage, char letter) =>
        letter switch
        {
            'p' => new StageResult(stage, Status.Passing),
            't' => new StageResult(stage, Status.Passing)
            {
                Measurements = [new Measurement(Metric.Of("accuracy", MetricUnit.Fraction), 0.7) { Target = 0 }],
            },
            'f' => new StageResult(stage, Status.Failing),
            'h' => new StageResult(stage, Status.NotEnoughHbm),
            'n' => new StageResult(stage, Status.NotApplicable),
            'b' => new StageResult(stage, Status.Beta),
            'd' => new StageResult(stage, Status.Declared),
            'o' => new StageResult(stage, Status.Other("see notes")),
            _ => new StageResult(stage, Status.Untested),
        };
}
