using BuildkiteCi.Composing.Builds.Settings;
using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Tests.Checks;

public sealed class CatalogueQuestionsTests
{
    private static readonly MemoryFileTree Files = new(
        (".buildkite/models/Qwen_Qwen3-4B.yml", """
            x-ci: { generations: [v7x], architecture: Qwen3ForCausalLM, issues: { UnitTest: https://github.com/o/r/issues/12 } }
            steps:
              - key: ${TPU_VERSION}_Qwen_Qwen3-4B_UnitTest
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """),
        (".buildkite/features/MoE.yml", """
            steps:
              - key: ${TPU_VERSION}_MoE_CorrectnessTest
                command: pytest
              - key: ${TPU_VERSION}_record_MoE_CorrectnessTest
                command: .buildkite/scripts/record_step_result.sh ${TPU_VERSION}_MoE_CorrectnessTest
                env: { CI_TARGET: MoE, CI_STAGE: CorrectnessTest, CI_CATEGORY: kernel support matrix }
            """));

    [Fact]
    public void Every_stage_of_the_folders_that_take_part_is_asked_for_by_its_test_step()
    {
        var questions = Questions("auto");

        questions.Steps.Select(step => $"{step.Key} {step.Generation} {step.Subject} {step.Stage} {step.IsRecorded}").ShouldBe(
        [
            "tpu6e_MoE_CorrectnessTest v6e MoE CorrectnessTest True",
            "tpu7x_Qwen_Qwen3-4B_UnitTest v7x Qwen/Qwen3-4B UnitTest False",
            "tpu7x_MoE_CorrectnessTest v7x MoE CorrectnessTest True",
        ]);
        questions.Subjects.Select(subject => subject.Name.Text).ShouldBe(["MoE", "Qwen/Qwen3-4B"]);
    }

    [Fact]
    public void A_file_says_which_class_serves_its_model_and_which_issues_follow_its_failures()
    {
        var questions = Questions("auto");

        questions.Subjects.Single(subject => subject.Name.Text == "Qwen/Qwen3-4B").Architecture.ShouldBe("Qwen3ForCausalLM");
        questions.Steps.Select(step => step.IssueUrl?.Text).ShouldBe([null, "https://github.com/o/r/issues/12", null]);
    }

    [Fact]
    public void An_implementation_without_models_has_none() =>
        Questions("flax_nnx").Subjects.Select(subject => subject.Name.Text).ShouldBe(["MoE"]);

    [Fact]
    public void The_sample_catalogue_gives_its_subjects_and_steps()
    {
        var root = Oracle.Path("Support", "OlderCatalogue", "files");
        var files = new MemoryFileTree(Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => ($".buildkite/{Path.GetRelativePath(root, path)}", File.ReadAllText(path))));

        var questions = Questions("auto", files);

        questions.Subjects.Length.ShouldBe(16);
        questions.Steps.Length.ShouldBe(78);
        questions.Steps.ShouldAllBe(step => step.IsRecorded);
    }

    private static ResultQuery Questions(string implementation, MemoryFileTree? files = null)
    {
        var catalogue = SubjectCatalogue.Read(files ?? Files, CatalogueFolders.BuiltIn, Fleet.BuiltIn);
        catalogue.Diagnostics.ShouldBeEmpty();
        var folders = BuildSettings.BuiltIn.Implementations.Single(type => type.Name == implementation).Folders;
        var expanded = from generation in Fleet.BuiltIn.Generations
                       from file in catalogue.Value!.Files
                       where folders.Contains(file.Folder.Name) && file.RunsOn(generation)
                       select file.For(generation, Variables.None).Value;
        return CatalogueQuestions.Of([.. expanded], MatrixDefinitions.BuiltIn, Fleet.BuiltIn);
    }
}
