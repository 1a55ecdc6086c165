using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Tests;

namespace BuildkiteCi.Composing.Tests.Settings;

public sealed class MatrixRulesTests
{
    // Whether a file is there at all is asked of a branch; GitPublisherTests has it.
    public static TheoryData<string> Codes => [.. Rule.In(typeof(ResultsRules).Assembly).Select(rule => rule.Code).Where(code => code != "M014")];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_bad_example_of_a_rule_breaks_it_and_the_good_one_breaks_none(string code)
    {
        var rule = Rule.In(typeof(ResultsRules).Assembly).Single(one => one.Code == code);

        Found(code, rule.Bad).ShouldContain(code);
        Found(code, rule.Good).ShouldBeEmpty();
    }

    [Fact]
    public void Codes_are_unique() => Rule.In(typeof(ResultsRules).Assembly).Select(rule => rule.Code).ShouldBeUnique();

    private static string[] Found(string code, string text)
    {
        var file = new SourceFile("feature_support_matrix.csv", text);
        var found = code switch
        {
            "M001" or "M002" => DefaultFeatures.Read(file).Diagnostics,
            "M003" or "M004" or "M005" or "M006" => ResultsFileReader.Read(file).Diagnostics,
            "M007" => PublishedMatrices.Read(MatrixDefinitions.BuiltIn, "v6e", [file], []).Diagnostics,
            "M020" or "M021" => CiSettings.Read(new MemoryFileTree((CiSettings.Path, text))).Diagnostics,
            _ => MarkedSections
                .Update(
                    file,
                    ReadmeSections.Of(
                        new SupportHistoryBuilder(MatrixDefinitions.BuiltIn).Add(SampleResults.Build()).Build(),
                        SampleResults.Build()
                    )
                )
                .Diagnostics,
        };
        return [.. found.Select(diagnostic => diagnostic.Rule.Code)];
    }
}
