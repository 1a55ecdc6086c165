using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Tables;
using CsCheck;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Csv;

public sealed class PublishedMatricesTests
{
    [Theory]
    [InlineData("1-auto")]
    [InlineData("2-vllm")]
    public void Published_matrices_become_a_results_file_that_gives_the_same_matrices_again(string build)
    {
        var files = Directory.GetFiles(Oracle.Path("Support", "OlderCatalogue", "matrices", build, "v7x"))
            .Select(path => new SourceFile(Path.GetFileName(path), File.ReadAllText(path))).ToArray();

        var read = PublishedMatrices.Read(MatrixDefinitions.BuiltIn, "v7x", files, []);
        var again = ResultsFileReader.Read(new SourceFile("results.json", ResultsFile.Write(Build(read.Value!))));

        read.Diagnostics.ShouldBeEmpty();
        again.Diagnostics.ShouldBeEmpty();
        Matrix
            .All(MatrixDefinitions.BuiltIn, again.Value!.Generations[0])
            .Select(matrix => (matrix.Definition.File, CsvMatrix.Write(matrix)))
            .ShouldBe(files.Select(file => (file.Path, file.Text)), ignoreOrder: true);
    }

    [Fact]
    public void A_pivoted_row_becomes_a_subject_for_each_variant_that_has_a_result()
    {
        var results = Generation("v6e",
            Feature("gmm-w4a16", "kernel support matrix microbenchmarks", Status.Passing, Status.Failing),
            Feature("mla-w16a16", "kernel support matrix microbenchmarks"));
        var file = new SourceFile(
            "kernel_support_matrix-microbenchmarks.csv",
            CsvMatrix.Write(Matrix.All(MatrixDefinitions.BuiltIn, results).Single())
        );

        PublishedMatrices
            .Read(MatrixDefinitions.BuiltIn, "v6e", [file], [])
            .Value!.Subjects.Select(subject => $"{subject.Name} {subject.Stage("PerformanceTest").Status.Name}")
            .ShouldBe(["gmm-w4a16 Failing", "mla-w16a16 Untested"]);
    }

    [Fact]
    public void A_cell_is_of_the_subject_that_is_known_today_whether_or_not_its_name_tells_the_variant()
    {
        var results = Generation("v6e",
            Feature("gmm-w4a16", "kernel support matrix microbenchmarks", Status.Passing, Status.Failing),
            Feature("gmm-w8a8", "kernel support matrix microbenchmarks"),
            Feature("mla", "kernel support matrix microbenchmarks", Status.Passing));
        var file = new SourceFile(
            "kernel_support_matrix-microbenchmarks.csv",
            CsvMatrix.Write(Matrix.All(MatrixDefinitions.BuiltIn, results).Single())
        );

        PublishedMatrices
            .Read(MatrixDefinitions.BuiltIn, "v6e", [file], [.. results.Subjects.Select(subject => subject.Name)])
            .Value!.Subjects.Select(subject => subject.Name.Text)
            .ShouldBe(["gmm-w8a8", "gmm-w4a16", "mla"]);
    }

    [Fact]
    public void A_file_of_any_text_is_read_or_reported() =>
        Gen.String[Gen.Char["\",\r\n aé\0"], 0, 30]
            .Sample(text =>
                PublishedMatrices
                    .Read(
                        MatrixDefinitions.BuiltIn,
                        "v6e",
                        [new SourceFile("feature_support_matrix.csv", "Feature,CorrectnessTest,PerformanceTest\n" + text)],
                        []
                    )
                    .Value.ShouldNotBeNull()
            );

    [Fact]
    public void A_file_with_another_header_or_a_short_row_is_reported_where_it_stands()
    {
        var read = PublishedMatrices.Read(
            MatrixDefinitions.BuiltIn,
            "v6e",
            [
                new SourceFile("a/feature_support_matrix.csv", "Feature,CorrectnessTest\n\"TP\",✅ Passing\n"),
                new SourceFile(
                    "a/rl_support_matrix.csv",
                    "Feature,CorrectnessTest,PerformanceTest\n\"TP\",✅ Passing\n\"PP\",✅ Passing,❓ Untested\n"
                ),
                new SourceFile("a/README.md", "no matrix"),
            ],
            []
        );

        read.Diagnostics.Select(diagnostic => diagnostic.ToString())
            .ShouldBe([
                "a/feature_support_matrix.csv:1: error M007: the header is 'Feature,CorrectnessTest'; a feature_support_matrix.csv starts "
                    + "with 'Feature,CorrectnessTest,PerformanceTest'",
                "a/rl_support_matrix.csv:2: error M007: 'TP,✅ Passing' is no row of this matrix; write a name and 3 fields in all",
            ]);
        read.Value!.Subjects.Select(subject => subject.Name.Text).ShouldBe(["PP"]);
    }
}
