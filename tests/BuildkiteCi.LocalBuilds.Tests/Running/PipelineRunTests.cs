using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.LocalBuilds.Tests.Running.RunBench;

namespace BuildkiteCi.LocalBuilds.Tests.Running;

public sealed class PipelineRunTests : IDisposable
{
    private readonly RunBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("exit 4", RunVerdict.Failed)]
    [InlineData("echo ran $*", RunVerdict.Passed)]
    public async Task A_step_of_the_docker_plugin_runs_in_a_container_that_is_removed_and_other_plugins_are_named(
        string engine,
        RunVerdict verdict
    )
    {
        bench.Root.WriteScript("bin/docker", $"echo \"$*\" >> calls; case $1 in run) {engine} ;; esac");
        bench.Adjust = command =>
            command.Program == "docker" ? command with { Program = Path.Combine(bench.Root.Path, "bin/docker") } : command;

        var result = await bench.RunAsync("""
            steps:
              - label: contained
                command: pytest
                plugins: [docker#v5.12.0: { image: "python:3.12", mount-ssh-agent: true }, acme/annotate#v1: ~]
            """);

        result.Verdict.ShouldBe(verdict);
        var calls = File.ReadAllLines(Path.Combine(bench.Root.Path, "calls")).Where(call => call != "version").ToList();
        calls[0].ShouldEndWith(" python:3.12 /bin/sh -e -c pytest");
        calls[1].ShouldBe($"rm --force --volumes {calls[0].Split(' ')[3]}");
        bench.View.Lines.ShouldContain(
            "pipeline.yml: not done on this machine: plugin acme/annotate#v1 of 'contained'; mount-ssh-agent of plugin docker#v5.12.0 of "
                + "'contained'"
        );
    }

    [Fact]
    public async Task Without_a_container_engine_the_command_beside_the_docker_plugin_runs_on_the_machine_itself()
    {
        bench.Root.WriteScript("bin/docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
        bench.Adjust = command =>
            command.Program == "docker" ? command with { Program = Path.Combine(bench.Root.Path, "bin/docker") } : command;

        var result = await bench.RunAsync("""
            steps:
              - { label: contained, command: echo here > ran, plugins: [docker#v5.12.0: { image: alpine }] }
            """);

        result.Verdict.ShouldBe(RunVerdict.Passed);
        File.ReadAllText(Path.Combine(bench.Root.Path, "ran")).ShouldBe("here\n");
    }

    [Fact]
    public async Task What_the_run_hands_on_beside_its_own_environment_reaches_its_jobs()
    {
        bench.Inherited = bench.Inherited.Add("CI_RUNNER", "host");

        await bench.RunAsync("steps: [{ command: echo $CI_RUNNER > runner }]");

        bench.Lines("runner").ShouldBe(["host"]);
    }

    [Fact]
    public async Task Steps_run_in_the_repository_in_the_order_of_their_dependencies()
    {
        var result = await bench.RunAsync("""
            steps:
              - { command: echo b >> order, key: b, depends_on: a }
              - { command: echo a >> order, key: a }
              - wait
              - { command: echo c >> order }
            """);

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["a", "b", "c"]);
        (await bench.Build.OutcomeAsync(StepKey.Parse("b")!, Stop)).ShouldBe(Outcome.Passed);
    }

    [Fact]
    public async Task A_failure_stops_at_a_wait_passes_one_that_continues_and_fails_the_build()
    {
        var result = await bench.RunAsync("""
            steps:
              - { command: exit 3, key: bad }
              - { command: exit 4, key: soft, soft_fail: [{ exit_status: 4 }] }
              - { wait: ~, continue_on_failure: true }
              - { command: touch always, key: always }
              - wait
              - { command: touch never, key: behind }
            """);

        result.Verdict.ShouldBe(RunVerdict.Failed);
        (result.EndOf("bad"), result.EndOf("soft"), result.EndOf("behind"), result.EndOf("always")).ShouldBe(
            (StepEnd.Failed, StepEnd.SoftFailed, StepEnd.NotRun, StepEnd.Passed)
        );
        (await bench.Build.OutcomeAsync(StepKey.Parse("bad")!, Stop)).ShouldBe(Outcome.HardFailed);
        (await bench.Build.OutcomeAsync(StepKey.Parse("behind")!, Stop)).ShouldBe(Outcome.Neutral);
        File.Exists(Path.Combine(bench.Root.Path, "never")).ShouldBeFalse();
    }

    [Fact]
    public async Task Secrets_are_masked_in_what_a_job_writes()
    {
        var left = bench.Root.Write(".buildkite-local/secrets/of-a-run-that-was-killed", "\"hunter2\"");
        await bench.RunAsync("""
            env: { BUILDKITE_REDACTED_VARS: "*_TOKEN" }
            steps:
              - command: |
                  export SHORT_TOKEN=abc
                  echo "$ODD_TOKEN and $ODDER_TOKEN"
                  printf 'first line\nsecond line\n' | buildkite-agent redactor add
                  echo "a first line, a second line, and abc"
                env: { ODD_TOKEN: hf_abcdef, ODDER_TOKEN: hf_abcdefgh, SHORT_TOKEN: abc }
            """);

        bench.View.Output.ShouldBe(["[REDACTED] and [REDACTED]", "a [REDACTED], a [REDACTED], and abc"]);
        Directory.GetFiles(Path.GetDirectoryName(left)!).ShouldBeEmpty();
        File.ReadAllText(Directory.GetFiles(Path.Combine(bench.Build.StateFolder, "logs")).ShouldHaveSingleItem()).ShouldNotContain("hf_");
    }

    [Fact]
    public async Task What_is_not_done_on_this_machine_is_said()
    {
        await bench.RunAsync("""
            notify: [{ email: a@example.com }]
            steps:
              - { label: told, command: 'true', notify: [{ slack: "#ci" }] }
              - { label: changed, command: 'true', if_changed: docs/** }
              - { label: elsewhere, command: 'true', skip: true, notify: [{ slack: "#ci" }] }
              - { label: secret, command: 'true', secrets: { BUILDKITECI_TOKEN: hf-token, PATH: path } }
              - { label: "on {{matrix}}", command: 'true', matrix: { setup: [v6e, v7x], adjustments: [{ with: v7x, skip: no such machine }] } }
            """);

        bench.View.Lines.ShouldContain("pipeline.yml: not done on this machine: notify of the build, 'told'");
        bench.View.Lines.ShouldContain("pipeline.yml: if_changed: there is no commit to compare, so no step is left out");
        bench.View.Lines.ShouldContain(
            "secret | secrets: there is no secret 'hf-token': a local build has those of the environment that it was started with; set "
                + "hf-token there"
        );
        bench.View.Lines.ShouldContain("on v7x | not run: is skipped: no such machine");
        bench.View.Lines.ShouldContain(line => line.StartsWith("changed | passed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_has_the_environment_of_a_job()
    {
        await bench.RunAsync("""
            env: { A: pipeline, B: pipeline, BUILDKITE_BRANCH: nonsense }
            steps:
              - group: v6e
                key: v6e-group
                steps:
                  - label: unit
                    key: unit
                    env: { B: step }
                    agents: { queue: tpu_v6e_queue }
                    timeout_in_minutes: 7
                    command: |
                      echo "$A $B $BUILDKITE $BUILDKITE_BRANCH $BUILDKITE_STEP_KEY $BUILDKITE_LABEL $BUILDKITE_GROUP_KEY $BUILDKITE_TIMEOUT $BUILDKITE_RETRY_COUNT"
                      echo "$BUILDKITE_AGENT_META_DATA_QUEUE $BUILDKITE_BUILD_NUMBER ${#BUILDKITE_JOB_ID} ${BUILDKITE_PARALLEL_JOB-unset}"
                      test "$PWD" = "$BUILDKITE_BUILD_CHECKOUT_PATH" && test -c /dev/stdin && echo in its place
            """);

        bench.View.Output.ShouldBe(["pipeline step true main unit unit v6e-group 7 0", "tpu_v6e_queue 1 36 unset", "in its place"]);
    }

    [Fact]
    public async Task Parallel_jobs_and_a_matrix_are_jobs_of_one_step()
    {
        var result = await bench.RunAsync("""
            steps:
              - { label: "p %N", key: p, parallelism: 3, command: "echo p$BUILDKITE_PARALLEL_JOB/$BUILDKITE_PARALLEL_JOB_COUNT >> out" }
              - { key: m, matrix: [v6e, v7x], command: "echo m{{matrix}} >> out; test {{matrix}} = v6e" }
            """);

        bench.Lines("out").Order().ShouldBe(["mv6e", "mv7x", "p0/3", "p1/3", "p2/3"]);
        (result.EndOf("p"), result.EndOf("m")).ShouldBe((StepEnd.Passed, StepEnd.Failed));
    }

    [Fact]
    public async Task A_job_that_fails_is_tried_again_as_its_rules_say_and_the_newest_try_counts()
    {
        var result = await bench.RunAsync("""
            steps:
              - key: flaky
                retry: { automatic: [{ exit_status: 5, limit: 2 }] }
                command: |
                  echo "$BUILDKITE_RETRY_COUNT" >> tries
                  if [ "$BUILDKITE_RETRY_COUNT" = 2 ]; then exit 0; fi
                  exit 5
            """);

        result.EndOf("flaky").ShouldBe(StepEnd.Passed);
        bench.Lines("tries").ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public async Task No_more_jobs_run_at_once_than_are_allowed_and_a_concurrency_group_keeps_its_limit()
    {
        const string Count =
            "n=$(ls running.$K 2>/dev/null | wc -l); mkdir -p running.$K; touch running.$K/$BUILDKITE_JOB_ID; ls running.$K | wc -l >> "
                + "most.$K; sleep 0.1; rm running.$K/$BUILDKITE_JOB_ID";

        await bench.RunAsync($$"""
            steps:
              - { parallelism: 5, env: { K: all }, command: "{{Count}}" }
              - { parallelism: 4, env: { K: group }, concurrency: 1, concurrency_group: tpu, command: "{{Count}}" }
            """, settings => settings with { JobsAtOnce = 3 });

        bench.Lines("most.all").Select(line => int.Parse(line)).Max().ShouldBeLessThanOrEqualTo(3);
        bench.Lines("most.group").ShouldBe(["1", "1", "1", "1"]);
    }

    [Fact]
    public async Task Steps_of_queues_that_this_machine_is_not_are_shown_and_not_run()
    {
        var result = await bench.RunAsync("""
            steps:
              - { key: tpu, agents: { queue: tpu_v6e_queue }, command: touch ran }
              - { key: record, depends_on: tpu, agents: { queue: cpu }, command: touch recorded }
            """, settings => settings with { Filter = new RunFilter { Queues = ["cpu"] } });

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.View.Lines.ShouldContain("tpu | not run: for queue 'tpu_v6e_queue', which this machine does not serve");
        (File.Exists(Path.Combine(bench.Root.Path, "ran")), File.Exists(Path.Combine(bench.Root.Path, "recorded"))).ShouldBe((false, true));
    }

    [Fact]
    public async Task A_step_that_waits_for_an_unknown_key_never_runs_and_the_build_fails()
    {
        var result = await bench.RunAsync(
            "steps: [{ command: 'true', key: unit }, { command: 'true', label: accuracy, depends_on: unti }]"
        );

        result.Verdict.ShouldBe(RunVerdict.Failed);
        bench.View.Lines.ShouldContain("accuracy | never runs: depends on 'unti', which no step of the build has; did you mean 'unit'?");
    }

    [Fact]
    public async Task What_a_step_uploads_runs_before_what_waits_behind_it()
    {
        var result = await bench.RunAsync("""
            steps:
              - label: upload
                command: |
                  buildkite-agent pipeline upload <<'END'
                  steps:
                    - wait
                    - { key: matrix, command: echo matrix >> order }
                  END
                  printf 'steps:\n  - { key: test, command: echo test >> order }\n' > more.yml
                  buildkite-agent pipeline upload more.yml
              - wait
              - { command: echo behind >> order }
            """);

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["test", "matrix", "behind"]);
        bench.View.Lines.ShouldContain("more.yml: 1 step uploaded by upload");
    }

    [Fact]
    public async Task Artifacts_of_a_step_are_kept_whether_it_passed_or_failed()
    {
        var result = await bench.RunAsync(
            "steps: [{ key: a, artifact_paths: ['logs/**/*.log', none.txt], command: 'mkdir -p logs/deep; echo text > logs/deep/a.log; "
                + "exit 1' }]"
        );

        result.Verdict.ShouldBe(RunVerdict.Failed);
        (await bench.Build.ArtifactsAsync(Stop)).ShouldBe(["logs/deep/a.log"]);
        bench.View.Output.ShouldBe(["artifact_paths: nothing matches 'none.txt'"]);
    }

    [Fact]
    public async Task An_upload_that_Buildkite_would_refuse_is_not_run_at_all()
    {
        await bench.Build.UploadAsync(new Upload("one.yml", "steps: [{ key: a, command: touch ran }]"), Stop);
        await bench.Build.UploadAsync(new Upload("two.yml", "steps: [{ key: a, command: touch ran }]"), Stop);

        var result = await bench.TryAsync();

        result.Value.ShouldBeNull();
        result
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("two.yml:1:16: error P014: key 'a' is in upload 'one.yml' already; give each step of the build a key of its own");
        File.Exists(Path.Combine(bench.Root.Path, "ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_job_has_its_log()
    {
        await bench.RunAsync("steps: [{ label: 'unit: MoE', command: echo hello; echo error >&2 }]");

        File.ReadAllText(Path.Combine(bench.Root.Path, ".buildkite-local/logs/1.0-0-1-unit__MoE.log"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Order()
            .ShouldBe(["error", "hello"]);
    }
}
