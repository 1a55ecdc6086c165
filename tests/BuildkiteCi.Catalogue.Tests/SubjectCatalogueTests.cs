using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Catalogue.Tests;

public sealed class SubjectCatalogueTests
{
    private const string Env = "{ CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }";

    private static readonly Generation V7 = Fleet.BuiltIn.Generation("v7x")!;

    [Fact]
    public void Files_join_by_being_there_folder_by_folder_in_ordinal_order()
    {
        var files = new MemoryFileTree(
            (".buildkite/features/b.yml", "steps: []"), (".buildkite/models/B.yml", "steps: []"), (".buildkite/models/a.yaml", "steps: []"),
            (".buildkite/features/default_features.txt", "MoE (feature support matrix)"), (".buildkite/pipeline.yml", "steps: []"),
            (".buildkite/kernel_microbenchmarks/gmm/c.yml", "steps: []"));

        Read(files)
            .Value!.Files.Select(file => file.Path)
            .ShouldBe([
                ".buildkite/models/B.yml",
                ".buildkite/models/a.yaml",
                ".buildkite/features/b.yml",
                ".buildkite/kernel_microbenchmarks/gmm/c.yml",
            ]);
    }

    [Fact]
    public void A_subject_can_be_limited_to_a_generation_and_the_limit_is_not_uploaded()
    {
        var file = Read(new MemoryFileTree((".buildkite/models/a.yml", "x-ci: { generations: [v7x] }\nsteps: []")))
            .Value!.Files.ShouldHaveSingleItem();

        Fleet.BuiltIn.Generations.Where(file.RunsOn).ShouldBe([V7]);
        file.RunsOn(V7 with { LargeQueue = "tpu_v7x_16_queue" }).ShouldBeTrue();
        file.Pipeline.Others.Has("x-ci").ShouldBeFalse();
    }

    [Fact]
    public void An_issue_of_no_stage_or_without_an_address_is_reported_where_it_stands() =>
        Read(
            new MemoryFileTree(
                (
                    ".buildkite/models/a.yml",
                    "x-ci:\n  architecture: [a]\n  issues:\n    UnitTets: https://github.com/o/r/issues/1\n    UnitTest: '#12'\nsteps: []"
                )
            )
        )
            .Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBe(
            [
                ".buildkite/models/a.yml:2:17: error C002: 'architecture' is a list; write the class that serves the model: "
                    + "Qwen3ForCausalLM",
                ".buildkite/models/a.yml:4:5: error C002: there is no stage 'UnitTets'; did you mean 'UnitTest'?",
                ".buildkite/models/a.yml:5:15: error C002: the issue of 'UnitTest' is '#12'; write its address, with https:// at the front",
            ]);

    [Fact]
    public void A_test_step_of_the_newer_form_states_its_stage_itself()
    {
        var stage = Expand($$"""
            steps:
              - key: "${TPU_VERSION:-tpu6e}_unit"
                env: {{Env}}
                command: ./build.sh --target=RunTpuTests
            """).Value!.Stages.ShouldHaveSingleItem();

        (stage.Subject?.Text, stage.Category.Name, stage.Stage.Name, stage.Key.Text, stage.RecordedBy).ShouldBe(
            ("Qwen/Qwen3-4B", "text-only", "UnitTest", "tpu7x_unit", null)
        );
    }

    [Fact]
    public void A_record_step_of_the_older_form_states_the_stage_of_the_step_that_it_names()
    {
        var stage = Expand($$"""
            steps:
              - key: "${TPU_VERSION:-tpu6e}_unit"
                soft_fail: true
                command: pytest
              - key: "${TPU_VERSION:-tpu6e}_record_unit"
                depends_on: "${TPU_VERSION:-tpu6e}_unit"
                env: {{Env}}
                commands:
                  - |
                    .buildkite/scripts/record_step_result.sh ${TPU_VERSION:-tpu6e}_unit
            """).Value!.Stages.ShouldHaveSingleItem();

        (stage.Key.Text, stage.RecordedBy?.Text, stage.Step.Command).ShouldBe(("tpu7x_unit", "tpu7x_record_unit", "pytest"));
    }

    private static Diagnosed<SubjectCatalogue> Read(IFileTree files) =>
        SubjectCatalogue.Read(files, CatalogueFolders.BuiltIn, Fleet.BuiltIn);

    private static Diagnosed<ExpandedFile> Expand(string yaml) =>
        SubjectCatalogue.Read(new SourceFile(".buildkite/models/a.yml", yaml), CatalogueFolders.BuiltIn[0], Fleet.BuiltIn)
            .Then(file => file.For(V7, Variables.None));
}
