using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing.Recording;

namespace BuildkiteCi.Testing.Tests.Results;

public sealed class RecordEnvironmentTests
{
    private static readonly StepKey Step = StepKey.Parse("tpu7x_Qwen_Qwen3-4B_UnitTest")!;

    [Theory]
    [InlineData(Outcome.Passed, null, "✅ Passing")]
    [InlineData(Outcome.SoftFailed, null, "❌ Failing")]
    [InlineData(Outcome.Errored, null, "❌ Failing")]
    [InlineData(null, null, "❓ Untested")]
    [InlineData(Outcome.SoftFailed, "unverified", "❓ Untested")]
    [InlineData(Outcome.Passed, "skipped (only for tpu6e)", "❓ Untested")]
    [InlineData(Outcome.Passed, "not enough HBM", "not enough HBM")]
    [InlineData(Outcome.Passed, "PLANNED", "📝 Planned")]
    [InlineData(Outcome.Passed, "no such word", "❌ Failing")]
    public async Task A_record_step_writes_what_the_script_of_old_wrote(Outcome? outcome, string? stated, string text)
    {
        using var bench = new StageBench();
        if (outcome is { } known) await bench.Build.RecordOutcomeAsync(Step, known, StageBench.Stop);
        if (stated is not null) await bench.Build.SetMetaDataAsync(Step.Text, stated, StageBench.Stop);
        var record = Read(
            ("CI_TPU_VERSION", "tpu7x"),
            ("CI_TARGET", "Qwen/Qwen3-4B"),
            ("CI_STAGE", "UnitTest"),
            ("CI_CATEGORY", "text-only")
        ).Value!;

        var result = await record.RecordAsync(bench.Build, Step, StageBench.Stop);

        (await bench.Build.MetaDataAsync("v7Qwen/Qwen3-4B:UnitTest", StageBench.Stop)).ShouldBe(text);
        (await bench.Build.MetaDataAsync("v7Qwen/Qwen3-4B_category", StageBench.Stop)).ShouldBe("text-only");
        (result.Status == Status.Failing).ShouldBe(text == "❌ Failing");
    }

    [Fact]
    public void Everything_that_is_missing_or_wrong_is_said_at_once() =>
        Read(("CI_TPU_VERSION", "tpu6")).Diagnostics.Select(problem => problem.ToString()).ShouldBe(
        [
            "environment: error T002: CI_TPU_VERSION 'tpu6' is no generation of the fleet; did you mean 'tpu6e'?",
            "environment: error T001: CI_TARGET is not set, so the result has no place; set it in the record step's 'env'",
            "environment: error T001: CI_STAGE is not set, so the result has no place; set it in the record step's 'env'",
        ]);

    private static Diagnosed<ResultRecord> Read(params (string Name, string Value)[] variables) =>
        RecordEnvironment.Read(variables.ToDictionary(variable => variable.Name, variable => variable.Value), Fleet.BuiltIn, CatalogueFolders.BuiltIn);
}
