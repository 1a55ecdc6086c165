using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Testing.Tests;

public sealed class JobEnvironmentTests
{
    [Fact]
    public void A_job_is_read_from_the_variables_of_its_step()
    {
        var job = Read(
            ("BUILDKITE_STEP_KEY", "tpu6e_Qwen_Qwen3-4B_Accuracy"), ("CI_TARGET", "Qwen/Qwen3-4B"), ("CI_STAGE", "Accuracy/Correctness"),
            ("TEST_COMMAND", "bash test_accuracy.sh"), ("MINIMUM_ACCURACY_THRESHOLD", "0.85")).Value.ShouldNotBeNull();

        job.Key.Text.ShouldBe("tpu6e_Qwen_Qwen3-4B_Accuracy");
        job.ToString().ShouldBe("Accuracy/Correctness of Qwen/Qwen3-4B");
        job.Stage.Role.ShouldBe(StageRole.Accuracy);
        job.Command.ShouldBe("bash test_accuracy.sh");
        job.Environment["MINIMUM_ACCURACY_THRESHOLD"].ShouldBe("0.85");
    }

    [Fact]
    public void A_job_without_a_step_key_gets_the_key_of_its_generation_and_stage() =>
        Read(("CI_TPU_VERSION", "tpu7x"), ("CI_TARGET", "TP"), ("CI_STAGE", "Single-Host CorrectnessTest"))
            .Value!.Key.Text.ShouldBe("tpu7x_TP_CorrectnessTest_Single_Host");

    [Fact]
    public void Everything_that_is_missing_is_said_at_once() =>
        Messages(Read()).ShouldBe(
        [
            "environment: error T001: CI_TARGET is not set, so the tested subject is unknown; "
                + "set it in the step's 'env', or name the subject with --model-name or --feature-name",
            "environment: error T001: CI_STAGE is not set, so the stage is unknown; set it in the step's 'env'",
        ]);

    [Fact]
    public void A_misspelt_stage_is_an_error_that_names_the_right_one() =>
        Messages(Read(("CI_TPU_VERSION", "tpu6e"), ("CI_TARGET", "MoE"), ("CI_STAGE", "CorectnessTest")))
            .ShouldBe(["environment: error T002: CI_STAGE 'CorectnessTest' is no stage of the catalogue; did you mean 'CorrectnessTest'?"]);

    [Fact]
    public void A_key_that_Buildkite_would_not_take_is_an_error() =>
        Messages(Read(("BUILDKITE_STEP_KEY", "a/b"), ("CI_TARGET", "MoE"), ("CI_STAGE", "CorrectnessTest")))
            .ShouldHaveSingleItem().ShouldContain("'a/b' is no step key");

    [Theory]
    [InlineData("", false)]
    [InlineData(" \n\t", false)]
    [InlineData("# TODO: replace with your command\n\n", false)]
    [InlineData("# run it\npytest", true)]
    public void A_command_of_blanks_and_comments_is_not_filled_in(string command, bool filledIn) =>
        Read(("CI_TPU_VERSION", "tpu6e"), ("CI_TARGET", "MoE"), ("CI_STAGE", "CorrectnessTest"), ("TEST_COMMAND", command))
            .Value!.IsFilledIn.ShouldBe(filledIn);

    private static Diagnosed<StageJob> Read(params (string Name, string Value)[] variables) =>
        JobEnvironment.Read(variables.ToDictionary(variable => variable.Name, variable => variable.Value), CatalogueFolders.BuiltIn);

    private static IEnumerable<string> Messages(Diagnosed<StageJob> job) => job.Diagnostics.Select(problem => problem.ToString());
}
