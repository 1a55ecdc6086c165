using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Tests.Collecting;

public sealed class ResultCollectingTests
{
    private const string Unverified = "buildkite-agent meta-data set \"KEY\" \"unverified\"";

    [Fact]
    public void Record_steps_go_and_the_next_stage_waits_for_the_test_which_now_fails_hard()
    {
        var composition = Collected(
            SampleBuild.Recorded("a", "feature support matrix", ("CorrectnessTest", "pytest a"), ("PerformanceTest", "pytest b"))
        );

        Steps(composition).ShouldBe(["tpu6e_a_CorrectnessTest", "tpu6e_a_PerformanceTest < tpu6e_a_CorrectnessTest"]);
        composition.Files[0].Steps.ShouldAllBe(step => !step.Body.Has("soft_fail"));
        composition.Files[0].LeftOut.Select(left => $"{left.Name}: {left.Reason}").ShouldBe(
        [
            "tpu6e_record_a_CorrectnessTest: its results are collected at the end",
            "tpu6e_record_a_PerformanceTest: its results are collected at the end",
        ]);
    }

    [Fact]
    public void A_step_that_only_says_unverified_is_said_at_once_and_what_waited_for_it_waits_for_what_it_waited_for()
    {
        var composition = Collected(
            SampleBuild.Recorded(
                "a",
                "parallelism support matrix",
                ("Single-Host CorrectnessTest", "pytest a"),
                ("Single-Host PerformanceTest", Unverified),
                ("Multi-Host CorrectnessTest", "pytest b"),
                ("Multi-Host PerformanceTest", Unverified)
            ),
            folder: "parallelism");

        Steps(composition)
            .ShouldBe(["tpu6e_a_CorrectnessTest_Single_Host", "tpu6e_a_CorrectnessTest_Multi_Host < tpu6e_a_CorrectnessTest_Single_Host"]);
        composition.MetaData["tpu6e_a_PerformanceTest_Single_Host"].ShouldBe("unverified");
        composition.MetaData["tpu7x_a_PerformanceTest_Multi_Host"].ShouldBe("unverified");
    }

    [Fact]
    public void A_known_result_that_says_something_is_written_only_where_nothing_before_it_can_fail()
    {
        const string NoRoom =
            "if [ \"${TPU_VERSION:-tpu6e}\" = \"tpu6e\" ]; then\n  buildkite-agent meta-data set \"KEY\" \"not enough HBM\"\n  exit 0\nfi\n"
                + "pytest x";
        var composition = Collected(
            SampleBuild.Recorded("a", "text-only", ("UnitTest", NoRoom), ("Accuracy/Correctness", NoRoom)), folder: "models",
            second: SampleBuild.Recorded("b", "text-only", ("UnitTest", "pytest b"), ("Accuracy/Correctness", NoRoom)));

        Steps(composition).ShouldBe(["tpu6e_b_UnitTest", "tpu6e_b_Accuracy < tpu6e_b_UnitTest"]);
        composition.MetaData["tpu6e_a_UnitTest"].ShouldBe("not enough HBM");
        composition.MetaData["tpu6e_a_Accuracy"].ShouldBe("not enough HBM");
        composition.MetaData.ContainsKey("tpu6e_b_Accuracy").ShouldBeFalse();
        composition.MetaData.ContainsKey("tpu7x_a_UnitTest").ShouldBeFalse();
    }

    [Fact]
    public void A_test_that_states_its_own_failure_keeps_its_record_step()
    {
        var composition = Collected(SampleBuild.Recorded("a", "feature support matrix",
            ("CorrectnessTest", "buildkite-agent meta-data set KEY failed"), ("PerformanceTest", "pytest b")));

        Steps(composition)
            .ShouldBe([
                "tpu6e_a_CorrectnessTest",
                "tpu6e_record_a_CorrectnessTest < tpu6e_a_CorrectnessTest",
                "tpu6e_a_PerformanceTest < tpu6e_record_a_CorrectnessTest",
            ]);
    }

    [Theory]
    [InlineData("    if: build.branch == \"main\"\n")]
    [InlineData("    skip: true\n")]
    [InlineData("    branches: main\n")]
    public void A_record_step_that_may_not_run_is_kept(string attribute)
    {
        var file = SampleBuild.Recorded("a", "feature support matrix", ("CorrectnessTest", "pytest a"));

        Steps(Collected(file.Replace("    env:", attribute + "    env:", StringComparison.Ordinal))).Count.ShouldBe(2);
    }

    [Fact]
    public void A_record_step_that_may_fail_softly_lets_its_test_fail_softly()
    {
        var file = SampleBuild
            .Recorded("a", "feature support matrix", ("CorrectnessTest", "pytest a"))
            .Replace("    env:", "    soft_fail: true\n    env:", StringComparison.Ordinal);

        Collected(file).Files[0].Steps.ShouldHaveSingleItem().ShouldBeOfType<CommandStep>().SoftFail.Always.ShouldBeTrue();
    }

    [Fact]
    public void A_step_of_the_newer_form_whose_command_nobody_wrote_is_not_run_unless_everything_is_asked_for()
    {
        const string File = """
            steps:
              - key: "${TPU_VERSION:-tpu6e}_a_CorrectnessTest"
                env: { CI_TARGET: a, CI_STAGE: CorrectnessTest, CI_CATEGORY: feature support matrix, TEST_COMMAND: "# later" }
                command: ./build.sh --target=RunTpuTests
              - key: "${TPU_VERSION:-tpu6e}_a_PerformanceTest"
                depends_on: "${TPU_VERSION:-tpu6e}_a_CorrectnessTest"
                env: { CI_TARGET: a, CI_STAGE: PerformanceTest, CI_CATEGORY: feature support matrix, TEST_COMMAND: pytest b }
                command: ./build.sh --target=RunTpuTests
            """;

        var files = new MemoryFileTree((".buildkite/features/a.yml", File));
        var composition = SampleBuild.Compose(files, SampleBuild.Nightly).Value!;

        Steps(composition).ShouldBe(["tpu6e_a_PerformanceTest"]);
        composition.MetaData["tpu6e_a_CorrectnessTest"].ShouldBe("unverified");
        Steps(SampleBuild.Compose(files, SampleBuild.Nightly with { Collects = false }).Value!).Count.ShouldBe(2);
    }

    [Fact]
    public void What_waits_for_a_record_step_from_another_file_or_pipeline_waits_for_the_test()
    {
        var composition = SampleBuild
            .Compose(
                new MemoryFileTree(
                    (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/report.yml, place: below }]"),
                    (
                        ".buildkite/report.yml",
                        "steps: [{ command: report, depends_on: [{ step: tpu6e_record_a_CorrectnessTest, allow_failure: true }, "
                            + "tpu7x_record_a_CorrectnessTest] }]"
                    ),
                    (".buildkite/features/a.yml", SampleBuild.Recorded("a", "feature support matrix", ("CorrectnessTest", "pytest a")))
                ),
                SampleBuild.Nightly with
                {
                    Collects = true,
                }
            )
            .Value!;

        var step = composition.Uploads.Single(upload => upload.Name == "report").Document.Steps.Single();
        step.DependsOn.Select(dependency => (dependency.Key, dependency.AllowFailure))
            .ShouldBe([("tpu6e_a_CorrectnessTest", true), ("tpu7x_a_CorrectnessTest", false)]);
    }

    private static Composition Collected(string file, string folder = "features", string? second = null)
    {
        var files = new MemoryFileTree(
            new[] { ($".buildkite/{folder}/a.yml", file), ($".buildkite/{folder}/b.yml", second ?? "") }.Where(one => one.Item2.Length > 0)
        );
        var composition = SampleBuild.Compose(files, SampleBuild.Nightly with { Collects = true });
        composition.Diagnostics.ShouldBeEmpty();
        return composition.Value!;
    }

    private static List<string> Steps(Composition composition) =>
        [
            .. composition
                .Files.Where(file => file.Generation.Name == "v6e")
                .SelectMany(file => file.Steps)
                .Select(step =>
                    step.DependsOn.IsEmpty
                        ? step.Name
                        : $"{step.Name} < {string.Join(", ", step.DependsOn.Select(dependency => dependency.Key))}"
                ),
        ];
}
