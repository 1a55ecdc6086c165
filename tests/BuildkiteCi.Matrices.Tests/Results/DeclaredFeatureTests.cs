using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;
using BuildkiteCi.Matrices.Tables;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Results;

/// <summary>Features that <c>default_features.txt</c> lists, and publications in which nothing else has a result.</summary>
public sealed class DeclaredFeatureTests
{
    private static readonly SubjectResults Declared = Feature("Prefix Caching", "feature support matrix", Status.Declared, Status.Declared);

    private static readonly BuildResults Fresh = Build(Generation("v6e", Declared, Model("Qwen/Qwen3-4B", "text-only")));

    [Fact]
    public void Readers_see_that_nobody_tested_it_and_the_matrix_stays_as_it_was()
    {
        MarkdownPages.Features(HistoryOf(Fresh), HistoryOf(Fresh).Newest!, "auto").ShouldContain("📋&nbsp;declared, not tested here");
        MarkdownPages.Features(HistoryOf(Fresh), HistoryOf(Fresh).Newest!, "auto").ShouldNotContain("Passing");
        ReadmeSections.Of(HistoryOf(Fresh), Fresh)["features"].ShouldContain("📋&nbsp;declared, not tested here");
        CsvMatrix
            .Write(
                Matrix
                    .All(MatrixDefinitions.BuiltIn, Fresh.Generations[0])
                    .Single(matrix => matrix.Definition.File == "feature_support_matrix.csv")
            )
            .ShouldBe("Feature,CorrectnessTest,PerformanceTest\n\"Prefix Caching\",✅ Passing,✅ Passing\n");
    }

    [Fact]
    public void A_fresh_repository_publishes_no_passes() =>
        VerdictSummary
            .Of(MatrixDefinitions.BuiltIn, Fresh.Generations[0])
            .ShouldBe("no test results; models: 1 untested; features: 1 declared");

    [Fact]
    public void Where_no_test_has_a_result_the_summary_and_every_page_say_so()
    {
        foreach (var results in new[] { Fresh, Build(Generation("v6e")), Build() })
        {
            var history = HistoryOf(results);
            var edition = history.Newest!;
            ReleaseNotes.Write(PublicationFiles.Comparison(history, results.Publication)).ShouldContain("**No test has a result.**");
            MarkdownPages.Models(history, edition, "auto").ShouldMatch("_No (test has a result|results)._");
            MarkdownPages.Features(history, edition, "auto").ShouldMatch("_No (test has a result|results)._");
            var site = new MemoryFileTree();
            SiteWriter.Write(history, new SiteSettings(), site, Night, TestContext.Current.CancellationToken);
            foreach (var page in new[] { "index.html", "features.html" })
                site.Read(page)!.ShouldMatch("No test has a result|No (models|features) in", page);
            site.Read("publications.html")!.ShouldContain("no test has a result");
        }

        VerdictSummary.Of(MatrixDefinitions.BuiltIn, Generation("v6e")).ShouldBe("no test results");
    }

    [Fact]
    public void A_feature_that_was_published_as_Passing_and_is_declared_now_is_no_longer_a_pass()
    {
        var before = Build(Generation("v6e", Feature("Prefix Caching", "feature support matrix", Status.Passing, Status.Passing)));

        var now = Fresh with { Generations = [Generation("v6e", Declared)], Publication = new Publication("auto", Night.AddDays(1)) };

        // No test has anything of it any more, and readers are reported so.
        PublicationFiles.Comparison(HistoryOf(before, now), now.Publication).Other.ShouldHaveSingleItem().After!.Word.ShouldBe("Declared");
    }

    [Fact]
    public void A_results_file_keeps_the_difference() =>
        ResultsFileReader
            .Read(new SourceFile("results.json", ResultsFile.Write(Fresh)))
            .Value!.Generations[0]
            .Subjects[0]
            .Stages[0]
            .Status.ShouldBe(Status.Declared);
}
