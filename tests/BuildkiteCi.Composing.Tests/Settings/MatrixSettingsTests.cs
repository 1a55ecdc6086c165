using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Composing.Tests.Settings;

public sealed class MatrixSettingsTests
{
    [Fact]
    public void A_new_category_gets_a_matrix_without_code()
    {
        var settings = Read("""
            matrices:
              serving_matrix.csv:
                title: Serving
                name_header: API
                categories: { serving support matrix: Serving }
                stages: [SmokeTest, LoadTest]
                facts:
                  - { header: Since, texts: { chat: v0.12.0 }, otherwise: unknown }
                shown_names: { chat: "Chat completions" }
            """);
        var subject = new SubjectResults(
            BuildkiteCi.Catalogue.SubjectName.Parse("chat")!,
            BuildkiteCi.Catalogue.SubjectKind.Feature,
            new BuildkiteCi.Catalogue.Category("serving support matrix"),
            [new StageResult("LoadTest", Status.Passing)]
        );

        settings.Diagnostics.ShouldBeEmpty();
        var matrix = Matrix.All(settings.Value!.Matrices, Generation("v6e", subject)).ShouldHaveSingleItem();
        matrix.Definition.File.ShouldBe("serving_matrix.csv");
        CsvMatrix.Write(matrix).ShouldBe("API,Since,SmokeTest,LoadTest\n\"Chat completions\",v0.12.0,❓ Untested,✅ Passing\n");
    }

    [Fact]
    public void A_matrix_called_like_a_built_in_one_replaces_it_in_its_place()
    {
        var settings = Read("""
            matrices:
              kernel_support_matrix-microbenchmarks.csv:
                title: Kernels by type
                categories: { kernel support matrix microbenchmarks: Kernel }
                stages: [CorrectnessTest]
                pivot: { default: w16a16, variants: { w8a8: W8, w16a16: W16 }, stage_headers: { CorrectnessTest: OK } }
              model_support_matrix.csv:
                title: Models
                kind: model
                order: by_type
                type_header: Type
                categories: { text-only: Text }
                stages: [UnitTest]
            """);

        settings.Diagnostics.ShouldBeEmpty();
        settings.Value!.Matrices.All.Select(definition => definition.Title)
            .ShouldBe(["Models", "Features", "Kernels", "Reinforcement learning", "Parallelism", "Quantization", "Kernels by type"]);
        settings.Value.Matrices.All[^1].ResultHeaders.ShouldBe(["W8 (OK)", "W16 (OK)"]);
    }

    [Fact]
    public void Readers_see_the_titles_that_the_catalogue_gives_to_its_stages()
    {
        var settings = Read("""
            catalogue:
              serving:
                categories: [serving]
                stages:
                  - { name: LoadTest, label: Load tests, title: Load }
                  - { name: PerformanceTest }
                  - { name: SmokeTest, label: Smoke tests }
            """);

        settings.Diagnostics.ShouldBeEmpty();
        var matrix = settings.Value!.Matrices.All.ShouldHaveSingleItem();
        // A stage of the built-in catalogue has its title where none is set, any other one its name.
        matrix.Stages.Select(matrix.StageTitle).ShouldBe(["Load", "Speed", "SmokeTest"]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_where_it_stands()
    {
        var settings = Read("""
            matrices:
              ../serving.csv:
                title: Serving
                kind: modle
                categories: { rl support matrix: RL }
                stages: [SmokeTest]
                groups: [{ name: all, stages: [SmokTest] }]
                pivot: { default: w16a61, variants: { w16a16: W16 } }
                ordr: by_type
              other.csv: { title: Other }
            """);

        settings
            .Diagnostics.Select(diagnostic => diagnostic.ToString())
            .ShouldBe([
                ".buildkite/ci.yml:3:5: error M020: '../serving.csv' is no name of a CSV file; write letters, digits, '_', '-' and '.', "
                    + "and '.csv' at the end",
                ".buildkite/ci.yml:4:11: error S002: 'kind' is 'modle'; write 'model' or 'feature'",
                ".buildkite/ci.yml:6:13: error M020: matrix '../serving.csv' has no stage 'SmokTest'; did you mean 'SmokeTest'?",
                ".buildkite/ci.yml:8:12: error M020: the default variant 'w16a61' has no column; did you mean 'w16a16'?",
                ".buildkite/ci.yml:9:5: error S001: in 'matrices.../serving.csv' there is no setting 'ordr'; did you mean 'order'?",
                ".buildkite/ci.yml:10:14: error M020: matrix 'other.csv' has no category; write 'categories: { text-only: Text }', the "
                    + "value of CI_CATEGORY and the text of the type column",
                ".buildkite/ci.yml:10:14: error M020: matrix 'other.csv' has no stage; write 'stages: [CorrectnessTest, PerformanceTest]', "
                    + "the values of CI_STAGE in order",
                ".buildkite/ci.yml:5:17: error M021: category 'rl support matrix' has a matrix already: 'rl_support_matrix.csv'; leave it "
                    + "out of one of the two",
            ]);
    }

    private static Diagnosed<CiSettings> Read(string text) => CiSettings.Read(new MemoryFileTree((CiSettings.Path, text)));
}
