using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Planning;

public sealed class UploadPlannerTests
{
    private static readonly ImmutableDictionary<string, string> OnMain = ImmutableDictionary<string, string>
        .Empty.Add("BUILDKITE_BRANCH", "main")
        .Add("NIGHTLY", "1");

    [Fact]
    public void Everything_that_decides_about_a_command_step_is_taken_from_it()
    {
        var step = Plan("""
            env: { A: 1 }
            steps:
              - label: ":tpu: unit"
                key: unit
                command: pytest
                agents: { queue: tpu_v6e_queue }
                depends_on: [build, { step: lint, allow_failure: true }]
                allow_dependency_failure: true
                env: { CI_TARGET: MoE }
                soft_fail: [{ exit_status: 42 }]
                retry: { automatic: { exit_status: -1, limit: 3 } }
                timeout_in_minutes: 90
                priority: 7
                concurrency: 2
                concurrency_group: tpu
                concurrency_method: eager
                cancel_on_build_failing: true
                artifact_paths: "logs/*; *.xml"
            """).Steps.ShouldHaveSingleItem();

        step.Label.ShouldBe(":tpu: unit");
        step.Plan.Key!.Text.ShouldBe("unit");
        step.Queue.ShouldBe("tpu_v6e_queue");
        step.Plan.DependsOn!.Value.Select(dependency => (dependency.Key.Text, dependency.AllowFailure))
            .ShouldBe([("build", false), ("lint", true)]);
        step.Plan.AllowDependencyFailure.ShouldBeTrue();
        step.Plan.Jobs.ShouldHaveSingleItem().SoftFail.ExitStatuses.ShouldBe([42]);
        step.Plan.Retry.ShouldHaveSingleItem().Limit.ShouldBe(3);
        step.Timeout.ShouldBe(TimeSpan.FromMinutes(90));
        step.Plan.Priority.ShouldBe(7);
        step.Plan.Concurrency.ShouldBe(new ConcurrencyLimit("tpu", 2, Eager: true));
        step.Plan.CancelOnBuildFailing.ShouldBeTrue();
        step.ArtifactPaths.ShouldBe(["logs/*", "*.xml"]);
        step.Jobs.ShouldHaveSingleItem().Environment.ShouldBe([KeyValuePair.Create("CI_TARGET", "MoE")]);
    }

    [Theory]
    [InlineData("skip: true", "is skipped")]
    [InlineData("skip: no TPU today", "is skipped: no TPU today")]
    [InlineData("skip: false", null)]
    [InlineData("if: build.branch == 'main'", null)]
    [InlineData("if: build.env('NIGHTLY') != '1'", "its condition is false: build.env('NIGHTLY') != '1'")]
    [InlineData("branches: release/* main", null)]
    [InlineData("branches: '!main'", "is for branches '!main', and this is 'main'")]
    [InlineData("branches: 'm*n !ma*'", "is for branches 'm*n !ma*', and this is 'main'")]
    [InlineData("branches: '!other'", null)]
    public void A_step_is_left_out_with_the_reason(string attribute, string? reason) =>
        Plan($"steps: [{{ command: a, {attribute} }}]").Steps.Single().Plan.LeftOut.ShouldBe(reason);

    [Fact]
    public void A_step_within_a_group_is_left_out_where_the_group_is() =>
        Plan("steps: [{ group: g, if: 'false', steps: [{ command: a }] }]")
            .Steps.Single()
            .Plan.LeftOut.ShouldBe("its condition is false: false");

    [Fact]
    public void Steps_of_a_group_share_it_with_its_key_and_dependencies()
    {
        var steps = Plan("""
            steps:
              - command: build
                key: build
              - group: v6e
                key: v6e-group
                depends_on: build
                steps: [{ command: a }, wait, { command: b }]
            """).Steps;

        steps[1].Plan.Group.ShouldBeSameAs(steps[3].Plan.Group);
        steps[1].Plan.Group!.Key!.Text.ShouldBe("v6e-group");
        steps[1].Plan.Group!.DependsOn!.Value.Single().Key.Text.ShouldBe("build");
    }

    [Fact]
    public void A_parallel_step_has_as_many_jobs_each_with_its_number()
    {
        var jobs = Plan("steps: [{ command: a, label: 'test %N of %t', parallelism: 2 }]").Steps.Single().Jobs;

        jobs.Select(job => job.Label).ShouldBe(["test 1 of 2", "test 2 of 2"]);
        jobs[1]
            .Environment.ShouldBe([
                KeyValuePair.Create("BUILDKITE_PARALLEL_JOB", "1"),
                KeyValuePair.Create("BUILDKITE_PARALLEL_JOB_COUNT", "2"),
            ]);
    }

    [Fact]
    public void A_matrix_has_a_job_a_combination_with_its_values_put_in_and_its_adjustments()
    {
        var step = Plan("""
            steps:
              - label: "{{matrix.tpu}}"
                command: "run {{matrix.tpu}} {{matrix.type}}"
                env: { T: "{{matrix.type}}" }
                matrix:
                  setup: { tpu: [v6e, v7x], type: [bf16, fp8] }
                  adjustments:
                    - { with: { tpu: v6e, type: fp8 }, skip: "no fp8" }
                    - { with: { tpu: v7x, type: fp8 }, soft_fail: true }
            """).Steps.Single();

        step.Jobs.Select(job => job.Command).ShouldBe(["run v6e bf16", "run v6e fp8", "run v7x bf16", "run v7x fp8"]);
        step.Jobs[3].Environment.Single().Value.ShouldBe("fp8");
        step.Plan.Jobs.Select(rules => (rules.Skip is null, rules.SoftFail.Always))
            .ShouldBe([(true, false), (false, false), (true, false), (true, true)]);
    }

    [Theory]
    [InlineData("queue: tpu_v6e_queue", "cpu", null, "for queue 'tpu_v6e_queue', which this machine does not serve")]
    [InlineData("queue: cpu", "cpu", null, null)]
    [InlineData("queue: cpu", null, "unit*", null)]
    [InlineData("queue: cpu", null, "accuracy", "is not among those to run")]
    public void What_this_machine_does_not_run_is_passed_over(string agents, string? queues, string? only, string? reason) =>
        Plan(
            $"steps: [{{ command: a, key: unit-1, agents: {{ {agents} }} }}]",
            new RunFilter { Queues = Words(queues), Only = Words(only) }
        )
            .Steps.Single().Plan.PassedOver.ShouldBe(reason);

    [Fact]
    public void A_step_of_plugins_alone_is_passed_over() =>
        Plan("steps: [{ plugins: [{ \"docker#v5\": { image: a } }] }]")
            .Steps.Single()
            .Plan.PassedOver.ShouldBe("has no command but plugins, which are not run here");

    [Fact]
    public void A_trigger_step_is_shown_and_passed_over() =>
        Plan("steps: [{ trigger: other }]")
            .Steps.Single()
            .Plan.PassedOver.ShouldBe("would start a build of 'other', which is not done here");

    [Fact]
    public void Fields_of_a_block_are_understood()
    {
        var fields = Plan("""
            steps:
              - block: Release
                fields:
                  - { text: Tag, key: tag, hint: like v0.12.0 }
                  - { select: Kind, key: kind, required: false, default: beta, options: [{ label: Beta, value: beta }, { label: Final, value: final }] }
            """).Steps.Single().Fields;

        fields
            .Select(field => (field.Key, field.Title, field.IsRequired, field.Default))
            .ShouldBe([("tag", "Tag", true, null), ("kind", "Kind", false, "beta")]);
        fields[1].Options.ShouldBe([("beta", "Beta"), ("final", "Final")]);
    }

    [Fact]
    public void What_Buildkite_would_refuse_is_refused_with_its_place_all_at_once() =>
        Read("""
            steps:
              - { command: a, key: unit }
              - { command: b, key: unit }
              - { command: c, key: a/b }
              - { command: d, depends_on: a b }
              - { command: e, if: build.branch = 'main' }
              - { comand: f }
              - { group: g, steps: [{ group: h, steps: [wait] }] }
            """,
            RunFilter.All
        )
            .Diagnostics.Select(problem => $"{problem.Location.Line} {problem.Rule.Code}")
            .ShouldBe(["3 P014", "4 P015", "5 P015", "6 P080", "7 P040", "7 P040", "8 P064"], ignoreOrder: true);

    private static PlannedUpload Plan(string yaml, RunFilter? filter = null)
    {
        var plan = Read(yaml, filter ?? RunFilter.All);
        plan.Diagnostics.ShouldBeEmpty();
        return plan.Value!;
    }

    private static Diagnosed<PlannedUpload> Read(string yaml, RunFilter filter) =>
        PipelineDocument
            .Read(new SourceFile("pipeline.yml", yaml))
            .Then(document => UploadPlanner.Plan(document, 1, new PlanningContext(OnMain, filter)));

    private static ImmutableArray<string>? Words(string? text) => text is null ? null : [text];
}
