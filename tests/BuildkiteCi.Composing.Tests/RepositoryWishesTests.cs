using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing.Tests;

/// <summary>What a repository that moves in has in its <c>ci.yml</c>, and what comes of it.</summary>
public sealed class RepositoryWishesTests
{
    private const string Case = """
        { "benchmark_cases": [ { "case_name": "llama-1k", "ci_queue": ["tpu_v7x_2_queue"], "env": { "INPUT_LEN": "1024", "OUTPUT_LEN": "128" },
          "server_command_options": { "command_type": "vllm_serve", "args": { "model": "org/m" } },
          "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "org/m", "percentile-metrics": "e2el" } } } ] }
        """;

    private static readonly (string, string) Suite = (
        ".buildkite/suite.yml",
        "steps: [{ key: \"${TPU_VERSION}_suite\", label: \"$TESTS_GROUP_LABEL\", command: run }]"
    );

    [Fact]
    public void The_priority_of_the_build_is_given_to_listed_pipelines_unless_they_have_one_or_do_without()
    {
        var composition = Compose(BuildKind.PostMerge, """
            pipelines:
              - { file: .buildkite/a.yml }
              - { file: .buildkite/b.yml }
              - { file: .buildkite/c.yml, priority: none }
            """,
            [
                (".buildkite/a.yml", "steps: [{ command: a }]"),
                (".buildkite/b.yml", "priority: 7\nsteps: [{ command: b }]"),
                (".buildkite/c.yml", "steps: [{ command: c }]"),
            ]
        );

        Uploads(composition).ShouldBe(["a 10", "b 7", "c "]);
    }

    [Theory]
    [InlineData("when: { builds: [nightly] }", "MODEL_IMPL_TYPE=auto", true)]
    [InlineData("builds: [post-merge]", "", false)]
    [InlineData("implementations: [vllm]", "", false)]
    [InlineData("implementations: [auto]", "", true)]
    [InlineData("when: { branches: [main] }", "BUILDKITE_BRANCH=main", true)]
    [InlineData("when: { branches: [main, releases/*] }", "BUILDKITE_BRANCH=releases/v1", true)]
    [InlineData("when: { branches: [\"!main\"] }", "BUILDKITE_BRANCH=main", false)]
    [InlineData("when: { environment: { TUNE: \"*\" } }", "TUNE=1", true)]
    [InlineData("when: { environment: { TUNE: \"*\" } }", "", false)]
    [InlineData("when: { environment: { TUNE: \"\" } }", "TUNE=1", false)]
    [InlineData("when: { environment: { TUNE: yes-please } }", "TUNE=no", false)]
    [InlineData("when: { changed: [\"docs/**\"] }", "", false)]
    [InlineData("when: { changed: [\"*.py\"] }", "", true)]
    [InlineData("when: { labels: [perf] }", "", false)]
    public void A_listed_pipeline_is_in_the_builds_that_its_condition_means(string condition, string variable, bool isIn)
    {
        var composition = Compose(
            BuildKind.Nightly,
            $"pipelines:\n  - file: .buildkite/suite.yml\n    {condition}\n",
            [Suite],
            Environment(variable),
            changed: ["src/a.py"]
        );

        composition.Uploads.Any(upload => upload.Name == "suite").ShouldBe(isIn);
    }

    [Fact]
    public void A_label_of_a_pull_request_switches_a_pipeline_on()
    {
        var composition = Compose(
            BuildKind.PullRequest,
            "pipelines: [{ file: .buildkite/suite.yml, when: { labels: [perf] } }]",
            [Suite],
            changed: ["a.py"],
            facts: facts => facts with { Labels = ["ready", "perf"] }
        );

        composition.Uploads.Select(upload => upload.Name).ShouldBe(["suite"]);
    }

    [Theory]
    [InlineData(".buildkite/benchmark/cases/daily/a.json", false)]
    [InlineData(".buildkite/benchmark/cases/daily/a.json README.md", false)]
    [InlineData(".buildkite/benchmark/cases/daily/a.json tpu_inference/a.py", true)]
    public void A_pull_request_that_only_concerns_benchmarks_builds_only_those(string changed, bool isIn)
    {
        var composition = Compose(
            BuildKind.PullRequest,
            "pipelines: [{ file: .buildkite/suite.yml, when: { unless_only: [\".buildkite/benchmark/**\"] } }]",
            [Suite],
            changed: [.. changed.Split(' ')]
        );

        composition.Uploads.Any(upload => upload.Name == "suite").ShouldBe(isIn);
    }

    [Fact]
    public void Variables_have_a_value_for_each_generation_and_kind_of_build()
    {
        const string settings = """
            variables:
              TESTS_GROUP_LABEL: { v6e: "[jax] TPU6e", v7x: "[jax] TPU7x" }
              UPLOAD_DB: { pull-request: "false", otherwise: "true" }
            pipelines:
              - { file: .buildkite/suite.yml, per: generation, variables: { EXTRA: "${TESTS_GROUP_LABEL} $UPLOAD_DB" } }
            """;
        (string, string) suite = (".buildkite/suite.yml", "steps: [{ label: \"$TESTS_GROUP_LABEL\", command: \"run '$EXTRA'\" }]");

        var composition = Compose(BuildKind.PostMerge, settings, [suite]);

        Steps(composition)
            .Select(step => $"{step.Label!.Canonical}: {step.Command}")
            .ShouldBe(["[jax] TPU6e: run '[jax] TPU6e true'", "[jax] TPU7x: run '[jax] TPU7x true'"]);
    }

    [Theory]
    [InlineData("tpu7x", "8", "tpu_v7x_8_queue")]
    [InlineData("", "", "tpu_v6e_8_queue")]
    public void A_variable_is_looked_up_with_what_a_build_was_started_for(string version, string cores, string queue)
    {
        var composition = Compose(
            BuildKind.KernelTuning,
            Tuning,
            [TuningFile],
            Environment($"VERSION={version} CORES={cores}"),
            other: "kernel-tuning"
        );

        Steps(composition).Single().Queue!.Canonical.ShouldBe(queue);
        composition.Uploads.Select(upload => upload.Name).ShouldBe(["tuning"]);
    }

    [Fact]
    public void A_value_that_a_table_does_not_have_stops_the_build_and_names_those_that_it_has()
    {
        var read = Read(
            BuildKind.KernelTuning,
            Tuning,
            [TuningFile],
            Environment("VERSION=tpu7x CORES=4"),
            [],
            "kernel-tuning",
            same => same
        );

        read.Diagnostics.Select(found => found.ToString())
            .ShouldContain(
                ".buildkite/ci.yml:4:24: error U010: 'TPU_QUEUE_MULTI' has no value for 'tpu7x-4' (${VERSION}-${CORES}); did you mean "
                    + "'tpu7x-8'?"
            );
    }

    [Fact]
    public void Placeholders_of_a_template_are_filled_within_its_texts_and_cannot_change_what_it_is_made_of()
    {
        const string settings = """
            pipelines:
              - { file: .buildkite/tune.yml, variables: { TUNING_ID: "tune-${BUILD_TIME}" }, replace: { ID_PLACEHOLDER: "${TUNING_ID}\": {x: $$y" } }
            """;
        (string, string) template = (
            ".buildkite/tune.yml",
            "env: { ID: ID_PLACEHOLDER }\nsteps: [{ command: \"tune --id=ID_PLACEHOLDER $$HOME\" }]"
        );

        var composition = Compose(BuildKind.Other, settings, [template]);

        Steps(composition).Single().Command.ShouldBe("tune --id=tune-2026-08-22-07-30\": {x: $y $HOME");
    }

    [Fact]
    public void A_file_can_be_named_by_the_environment_and_never_lies_outside()
    {
        const string settings = "other_pipelines: { dev: { slug: my-dev, pipelines: [{ file: \"${DEV_FILE:-.buildkite/dev.yml}\" }] } }";
        (string, string)[] files =
        [
            (".buildkite/dev.yml", "steps: [{ command: dev }]"),
            (".buildkite/mine.yml", "steps: [{ command: mine }]"),
        ];

        Steps(Compose(BuildKind.Other, settings, files, other: "dev")).Single().Command.ShouldBe("dev");
        Steps(Compose(BuildKind.Other, settings, files, Environment("DEV_FILE=.buildkite/mine.yml"), other: "dev"))
            .Single()
            .Command.ShouldBe("mine");
        Read(BuildKind.Other, settings, files, Environment("DEV_FILE=../../etc/passwd"), [], "dev", same => same)
            .Diagnostics.Single()
            .Message.ShouldBe("there is no pipeline '../../etc/passwd'");
    }

    [Fact]
    public void Another_pipeline_of_Buildkite_has_its_own_files_and_nothing_of_the_catalogue_and_tells_nobody()
    {
        var told = Compose(
            BuildKind.Other,
            "other_pipelines: { dev: { pipelines: [{ file: .buildkite/suite.yml }] } }",
            [Suite, (".buildkite/models/m.yml", SampleBuild.Recorded("org/m", "text-only", ("UnitTest", "pytest m")))],
            other: "dev", facts: facts => facts with { Notifications = [new Notification("email", "a@b.c")] });

        told.Uploads.Select(upload => upload.Name).ShouldBe(["suite"]);
        told.Uploads[0].Document.Others.Has("notify").ShouldBeFalse();
    }

    [Fact]
    public void The_slug_of_a_build_chooses_its_pipeline_and_kind()
    {
        var settings = CiSettings
            .Read(
                new MemoryFileTree(
                    (CiSettings.Path, "other_pipelines: { tuning: { slug: my-tuning, kind: kernel-tuning, pipelines: [{ file: a.yml }] } }")
                )
            )
            .Value!;

        var identity = BuildIdentification
            .Of(Environment("BUILDKITE_PIPELINE_SLUG=my-tuning BUILDKITE_BRANCH=main"), settings, named: null, kind: null)
            .Value!;

        (identity.OtherPipeline, identity.Kind, identity.Priority).ShouldBe(("tuning", BuildKind.KernelTuning, -10));
    }

    [Fact]
    public void Only_some_steps_of_a_file_are_taken_and_wait_for_those_that_took_the_place_of_others()
    {
        const string settings = """
            composing: { replaced_keys: { notify_test_results: check_results } }
            pipelines: [{ file: .buildkite/verify.yml, place: end, only: [record_hashes] }]
            """;
        (string, string) verify = (".buildkite/verify.yml", """
            steps:
              - { label: Upload, command: bash upload.sh }
              - wait
              - { key: notify_test_results, command: bash notify.sh }
              - { key: record_hashes, depends_on: notify_test_results, command: bash record.sh }
            """);
        var composition = Compose(
            BuildKind.Nightly,
            settings,
            [verify, (".buildkite/models/m.yml", SampleBuild.Recorded("org/m", "text-only", ("UnitTest", "pytest m")))]
        );

        composition.Uploads[0].Name.ShouldBe("verify");
        composition.Uploads[0].Document.Steps.Single().DependsOn.Single().Key.ShouldBe("check_results");
    }

    [Fact]
    public void A_step_that_a_file_does_not_have_is_named()
    {
        var read = Read(
            BuildKind.Nightly,
            "pipelines: [{ file: .buildkite/suite.yml, without: [siute] }]",
            [(".buildkite/suite.yml", "steps: [{ key: suite, command: run }]")],
            Environment(""),
            [],
            null,
            same => same
        );

        read.Diagnostics.Single()
            .ToString()
            .ShouldBe(".buildkite/ci.yml:1:21: error U012: '.buildkite/suite.yml' has no step 'siute'; did you mean 'suite'?");
    }

    [Fact]
    public void Steps_that_composing_makes_have_what_a_repository_gives_them()
    {
        const string settings = """
            steps:
              publish_matrix:
                secrets: [GITHUB_PAT]
                plugins: [{ "docker-login#v3.0.0": { username: ci } }]
                retry: { automatic: true }
                agents: { queue: cpu_64_core }
                timeout_in_minutes: 30
                env: { EXTRA: 1 }
                command: "source token.sh && {command}"
              check_results: { when: { branches: [main] } }
            """;
        var composition = Compose(
            BuildKind.Nightly,
            settings,
            [(".buildkite/models/m.yml", SampleBuild.Recorded("org/m", "text-only", ("UnitTest", "pytest m")))],
            Environment("BUILDKITE_BRANCH=releases/v1")
        );

        var step = Steps(composition).Single(step => step.Key?.Canonical == "publish_matrix");
        step.Command.ShouldBe("source token.sh && ./build.sh --target=PublishMatrix --nightly --push");
        step.Queue!.Canonical.ShouldBe("cpu_64_core");
        step.TimeoutInMinutes.ShouldBe(30);
        step.Env.ShouldBe([KeyValuePair.Create("MODEL_IMPL_TYPE", "auto"), KeyValuePair.Create("EXTRA", "1")]);
        (step.Body["secrets"] as YamlSequence)!.Items.ShouldHaveSingleItem();
        step.Body.Has("plugins").ShouldBeTrue();
        Steps(composition).ShouldNotContain(one => one.Key != null && one.Key.Canonical == "check_results");
    }

    [Fact]
    public void The_catalogues_own_steps_get_attributes_that_they_do_not_set()
    {
        const string file = """
            steps:
              - { key: "${TPU_VERSION}_org_m_UnitTest", retry: { manual: false }, env: { CI_TARGET: org/m, CI_STAGE: UnitTest, CI_CATEGORY: text-only, CI_TPU_VERSION: "$TPU_VERSION" }, command: ./build.sh --target=RunTpuTests }
            """;
        var composition = Compose(
            BuildKind.Nightly,
            "steps: { test: { retry: { automatic: true }, timeout_in_minutes: 90 } }",
            [(".buildkite/models/m.yml", file)],
            collects: false
        );

        var step = Steps(composition).First(step => step.Command.Contains("RunTpuTests", StringComparison.Ordinal));
        step.TimeoutInMinutes.ShouldBe(90);
        JsonOf(step.Body["retry"]!).ShouldBe("{ \"manual\": false }");
    }

    [Theory]
    [InlineData("benchmark", "", "", "[daily] tpu_v7x_2_queue a llama-1k")]
    [InlineData("benchmark", "BM_CASE_TYPE=CI", "", "[ci] tpu_v7x_2_queue b other-1k")]
    [InlineData("post-merge", "", "", "[ci] tpu_v7x_2_queue b other-1k")]
    [InlineData("nightly", "", "", "")]
    [InlineData(
        "pull-request",
        "",
        ".buildkite/benchmark/cases/daily/a.json",
        "[ci] tpu_v7x_2_queue b other-1k|[daily] tpu_v7x_2_queue a llama-1k"
    )]
    [InlineData("pull-request", "", ".buildkite/benchmark/cases/ci/b.json", "[ci] tpu_v7x_2_queue b other-1k")]
    [InlineData(
        "pull-request",
        "ONLY_TESTS=vllm:tpu_v7x_2_queue:llama-1k",
        ".buildkite/benchmark/cases/daily/a.json",
        "[daily] tpu_v7x_2_queue a llama-1k"
    )]
    public void Each_kind_of_build_has_its_cases_and_a_pull_request_those_that_it_changes(
        string kind,
        string variables,
        string changed,
        string labels
    )
    {
        var composition = Compose(
            BuildKind.All.Single(one => one.Name == kind),
            Cases,
            CaseFiles,
            Environment(variables),
            [.. changed.Split(' ', StringSplitOptions.RemoveEmptyEntries)]
        );

        string.Join(
                '|',
                Steps(composition)
                    .Where(step => step.Command.Contains("run_job", StringComparison.Ordinal))
                    .Select(step => step.Label!.Canonical)
            )
            .ShouldBe(labels);
    }

    [Fact]
    public void A_case_keeps_the_teams_command_and_gets_the_builds_variables_and_waits_for_the_check_of_changed_cases()
    {
        var composition = Compose(
            BuildKind.PullRequest,
            Cases,
            CaseFiles,
            Environment("EXTRA_ENVS=A=1"),
            [".buildkite/benchmark/cases/daily/a.json"]
        );

        var step = Steps(composition).Single(step => step.Name.StartsWith("daily-", StringComparison.Ordinal));
        step.Command.ShouldBe("bash run_job.sh .buildkite/benchmark/cases/daily/a.json llama-1k");
        step.Env.ShouldContain(KeyValuePair.Create("UPLOAD_DB", "false"));
        step.Env.ShouldContain(KeyValuePair.Create("EXTRA_ENVS", "A=1"));
        step.DependsOn.Single().Key.ShouldBe("validate_names");
        Steps(composition).ShouldContain(one => one.Key != null && one.Key.Canonical == "validate_names");
        Steps(Compose(BuildKind.PostMerge, Cases, CaseFiles))
            .Single()
            .Env.ShouldNotContain(variable => variable.Key == "UPLOAD_DB" || variable.Key == "EXTRA_ENVS");
    }

    [Fact]
    public void A_type_of_cases_that_is_not_there_is_an_error_that_names_those_that_are()
    {
        var read = Read(BuildKind.Benchmark, Cases, CaseFiles, Environment("BM_CASE_TYPE=DIALY"), [], null, same => same);

        read.Diagnostics.Single()
            .ToString()
            .ShouldBe("environment: error E001: BM_CASE_TYPE is 'DIALY', and no benchmark cases are of that type; did you mean 'daily'?");
    }

    [Fact]
    public void A_folder_that_is_not_among_the_listed_types_is_none()
    {
        const string Listed = "benchmark_cases: { types: [daily, hourly] }";

        Read(BuildKind.Benchmark, Listed, CaseFiles, Environment("BM_CASE_TYPE=CI"), [], null, same => same).Diagnostics.Single().ToString()
            .ShouldBe("environment: error E001: BM_CASE_TYPE is 'CI', and no benchmark cases are of that type; it can be DAILY, HOURLY");
        Read(BuildKind.Benchmark, Listed, CaseFiles, Environment("BM_CASE_TYPE=HOURLY"), [], null, same => same)
            .Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_that_scripts_export_are_there_and_what_nothing_sets_is_named_by_file_and_line()
    {
        var files = new MemoryFileTree(
        [
            (CiSettings.Path, "variables: { MINE: a }\npipelines: [{ file: .buildkite/a.yml, variables: { OWN: b } }]"),
            (
                ".buildkite/a.yml",
                "env: { HERE: x }\nsteps:\n  - command: \"run $MINE $OWN $HERE $PRIORITY_KERNEL_TUNING $PRIORITY_PRE_MERGE ${TPU_VERSION} "
                    + "$BUILDKITE_COMMIT ${OTHER:-no} $$HOST\"\n  - command: exit $EXIT_CODE"
            ),
        ]);

        RepositoryChecks
            .Of(files, CiSettings.Read(files).Value!, [], ImmutableDictionary<string, string>.Empty)
            .Where(found => found.Rule == UnsetVariables.Unset)
            .Select(found => found.ToString())
            .ShouldBe([
                ".buildkite/a.yml:4:19: warning U011: nothing sets 'EXIT_CODE', so that it is empty in every build; write '$$EXIT_CODE' "
                    + "where the job's shell has it, '${EXIT_CODE:-…}' for a default, or set it below 'variables' in ci.yml",
            ]);
    }

    [Fact]
    public void A_variable_that_the_command_sets_is_reported_once_as_what_it_is()
    {
        var files = new MemoryFileTree(
        [
            (CiSettings.Path, "pipelines: [{ file: .buildkite/a.yml }]"),
            (".buildkite/a.yml", "steps:\n  - command: |\n      result=1\n      exit $result\n"),
        ]);

        RepositoryChecks
            .Of(files, CiSettings.Read(files).Value!, [], ImmutableDictionary<string, string>.Empty)
            .Select(found => $"{found.Location.Line} {found.Rule.Code}")
            .ShouldBe(["4 J009"]);
    }

    [Theory]
    [InlineData("pipelines: [{ file: ../x.yml }]", "'file' is '../x.yml'")]
    [InlineData("variables: { 1A: x }", "'1A' cannot stand here")]
    [InlineData("variables: { A: \"${B\" }", "'A' is '${B'")]
    [InlineData("variables: { A: { by: \"$B\" } }", "in 'variables.A' there is no 'values'")]
    [InlineData("steps: { publish_matrix: { key: mine } }", "in 'steps.publish_matrix' there is no setting 'key'")]
    [InlineData("other_pipelines: { dev: { kind: develop, pipelines: [{ file: a.yml }] } }", "'kind' is 'develop'")]
    [InlineData("other_pipelines: { dev: { slug: x } }", "in 'other_pipelines.dev' there is no 'pipelines'")]
    [InlineData("benchmark_cases: { type_of: { nihgtly: ci } }", "'nihgtly' cannot stand here")]
    [InlineData("pipelines: [{ file: a.yml, when: { branch: main } }]", "in 'pipelines[0].when' there is no setting 'branch'")]
    public void What_cannot_be_meant_is_said_where_it_is_written(string settings, string message) =>
        CiSettings.Read(new MemoryFileTree((CiSettings.Path, settings))).Diagnostics.Select(found => found.Message).ShouldContain(message);

    private const string Tuning = """
        other_pipelines:
          kernel-tuning:
            variables:
              TPU_QUEUE_MULTI: { by: "${VERSION}-${CORES}", values: { "-": "", tpu6e-1: tpu_v6e_queue, tpu7x-8: tpu_v7x_8_queue } }
            pipelines: [{ file: .buildkite/tuning.yml, priority: none }]
        """;

    private const string Cases = """
        steps: { benchmark: { command: "bash run_job.sh {case_file} {case_name}" } }
        benchmark_cases:
          type_of: { post-merge: ci, pull-request: ci }
          changed_in: [pull-request]
          validation: .buildkite/validate.yml
          selected_by: ONLY_TESTS
          variables: { UPLOAD_DB: { pull-request: "false" }, EXTRA_ENVS: "${EXTRA_ENVS:-}" }
        """;

    private static readonly (string, string) TuningFile = (
        ".buildkite/tuning.yml",
        "steps: [{ agents: { queue: \"${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}\" }, command: tune }]"
    );

    private static readonly (string, string)[] CaseFiles =
    [
        (".buildkite/benchmark/cases/daily/a.json", Case),
        (".buildkite/benchmark/cases/ci/b.json", Case.Replace("llama-1k", "other-1k", StringComparison.Ordinal)),
        (".buildkite/validate.yml", "steps: [{ key: validate_names, command: check }]"),
    ];

    private static ImmutableDictionary<string, string> Environment(string variables) =>
        variables
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToImmutableDictionary(one => one[..one.IndexOf('=')], one => one[(one.IndexOf('=') + 1)..], StringComparer.Ordinal);

    private static Composition Compose(
        BuildKind kind,
        string settings,
        (string, string)[] files,
        ImmutableDictionary<string, string>? environment = null,
        ImmutableArray<string>? changed = null,
        string? other = null, Func<BuildInputs, BuildInputs>? facts = null, bool? collects = null)
    {
        var read = Read(kind, settings, files, environment ?? Environment(""), changed ?? [], other, facts ?? (same => same), collects);
        read.Diagnostics.Where(found => found.Severity == Severity.Error).ShouldBeEmpty();
        return read.Value!;
    }

    private static Diagnosed<Composition> Read(
        BuildKind kind,
        string settings,
        (string, string)[] files,
        ImmutableDictionary<string, string> environment,
        ImmutableArray<string> changed,
        string? other,
        Func<BuildInputs, BuildInputs> facts,
        bool? collects = null
    )
    {
        var request = SampleBuild.Request(kind, changed: changed);
        var type = environment.GetValueOrDefault("BM_CASE_TYPE")?.ToLowerInvariant();
        request = request with
        {
            Facts = facts(request.Facts with { Identity = request.Facts.Identity with { OtherPipeline = other, CaseType = type } }),
            Environment = environment,
            Collects = collects,
        };
        return SampleBuild.Compose(new MemoryFileTree([(CiSettings.Path, settings), .. files]), request);
    }

    private static IEnumerable<CommandStep> Steps(Composition composition) =>
        composition.Uploads.Reverse().SelectMany(upload => upload.Document.AllSteps).OfType<CommandStep>();

    private static IEnumerable<string> Uploads(Composition composition) =>
        composition.Uploads.Reverse().Select(upload => $"{upload.Name} {upload.Document.Others.Scalar("priority")?.Canonical}");

    private static string JsonOf(YamlNode node) =>
        string.Join(
            ' ',
            BuildkiteCi.Pipelines.JsonWriter.Write(node).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
}
