using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Tests;

public sealed class PipelineComposerTests
{
    private static readonly (string, string) Model = (
        ".buildkite/models/m.yml",
        SampleBuild.Recorded("org/m", "text-only", ("UnitTest", "pytest m"), ("Benchmark", "bench m"))
    );
    private static readonly (string, string) Feature = (
        ".buildkite/features/f.yml",
        SampleBuild.Recorded("f", "feature support matrix", ("CorrectnessTest", "pytest f"))
    );
    private static readonly (string, string) Image = (
        ".buildkite/image.yml",
        "env: { A: b }\nsteps: [{ key: build_docker, command: docker build }]"
    );
    private static readonly (string, string) Suite = (
        ".buildkite/suite.yml",
        "steps: [{ key: \"${TPU_VERSION}_suite\", command: \"run $TPU_QUEUE_MULTI $RUN_KERNEL_TESTS $$HOME\" }]"
    );
    private static readonly (string, string) Settings = (".buildkite/ci.yml", """
        pipelines:
          - { file: .buildkite/image.yml }
          - { file: .buildkite/suite.yml, per: generation, place: below, builds: [nightly, post-merge] }
        """);

    [Fact]
    public void The_page_reads_from_the_image_down_to_the_matrices_and_is_uploaded_from_its_bottom()
    {
        var composition = Compose(SampleBuild.Nightly, Model, Feature, Image, Suite, Settings);

        composition.Uploads.Reverse().Select(upload => upload.Name).ShouldBe(["image", "v6e", "v7x", "suite-v6e", "suite-v7x", "publish"]);
        Page(composition)
            .ShouldBe([
                "build_docker",
                "group TPU v6e nightly Tests (auto) [v6e-group] < build_docker",
                "tpu6e_org_m_UnitTest",
                "tpu6e_record_org_m_UnitTest < tpu6e_org_m_UnitTest",
                "tpu6e_org_m_Benchmark < tpu6e_record_org_m_UnitTest",
                "tpu6e_record_org_m_Benchmark < tpu6e_org_m_Benchmark",
                "tpu6e_f_CorrectnessTest",
                "tpu6e_record_f_CorrectnessTest < tpu6e_f_CorrectnessTest",
                "group TPU v7x nightly Tests (auto) [v7x-group] < build_docker",
                "tpu7x_org_m_UnitTest",
                "tpu7x_record_org_m_UnitTest < tpu7x_org_m_UnitTest",
                "tpu7x_org_m_Benchmark < tpu7x_record_org_m_UnitTest",
                "tpu7x_record_org_m_Benchmark < tpu7x_org_m_Benchmark",
                "tpu7x_f_CorrectnessTest",
                "tpu7x_record_f_CorrectnessTest < tpu7x_f_CorrectnessTest",
                "tpu6e_suite",
                "tpu7x_suite",
                "wait",
                "publish_matrix",
                "check_results",
            ]);
        composition.MetaData["model-list"].ShouldBe("org/m");
        composition.MetaData["feature-list"].ShouldBe("f");
        composition.MetaData["run_v7_matrix"].ShouldBe("true");
        composition.MetaData["CODE_HASH"].ShouldBe("0123abcd-fedc9876-");
        composition.MetaData["JOB_REFERENCE"].ShouldBe("20260822_003005");
    }

    [Fact]
    public void A_pipeline_that_comes_along_is_expanded_with_the_builds_and_the_generations_variables_and_keeps_what_it_says_for_all()
    {
        var composition = Compose(SampleBuild.Nightly, Image, Suite, Settings);

        composition
            .Uploads.Single(upload => upload.Name == "suite-v7x")
            .Document.Steps.Single()
            .ShouldBeOfType<CommandStep>()
            .Command.ShouldBe("run tpu_v7x_8_queue 0 $HOME");
        var image = composition.Uploads.Single(upload => upload.Name == "image").Document;
        image.Env!.Scalar("A")!.Text.ShouldBe("b");
    }

    [Theory]
    [InlineData("nightly", "./build.sh --target=PublishMatrix --nightly --push|./build.sh --target=CheckResults")]
    [InlineData("pull-request", "./build.sh --target=CheckResults")]
    [InlineData("post-merge", "")]
    [InlineData("other", "")]
    [InlineData("other v0.13.0rc1", "./build.sh --target=PublishMatrix --release v0.13.0rc1 --push|./build.sh --target=CheckResults")]
    [InlineData("nightly v0.13.0rc1", "./build.sh --target=PublishMatrix --nightly --push|./build.sh --target=CheckResults")]
    [InlineData("integration", "./build.sh --target=UpdateVllmCommit --push")]
    public void What_follows_the_tests_is_decided_by_what_the_build_is(string build, string commands)
    {
        var words = build.Split(' ');
        var request = SampleBuild.Request(BuildKind.All.Single(kind => kind.Name == words[0]), "auto", Feature.Item1);
        request = request with
        {
            Facts = request.Facts with { Identity = request.Facts.Identity with { ReleaseTag = words.ElementAtOrDefault(1) } },
        };

        var composition = Compose(request, Feature, Image, (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/image.yml }]"));

        var steps = composition.Uploads.Where(upload => upload.Name == "publish").SelectMany(upload => upload.Document.Steps).ToArray();
        steps.OfType<CommandStep>().Select(step => step.Command).ShouldBe(commands.Split('|', StringSplitOptions.RemoveEmptyEntries));
        steps.Take(1).ShouldAllBe(step => step is WaitStep);
    }

    [Theory]
    [InlineData("mine", false, "./build.sh --target=PublishMatrix --nightly")]
    [InlineData("main", true, "./build.sh --target=PublishMatrix --nightly --push --build-kind nightly")]
    public void A_build_that_may_not_publish_does_not_push_and_one_whose_kind_was_given_tells_its_job(
        string branch,
        bool isGiven,
        string command
    )
    {
        var request = SampleBuild.Nightly with
        {
            Facts = SampleBuild.Nightly.Facts with
            {
                Identity = SampleBuild.Nightly.Facts.Identity with { Branch = branch, IsKindGiven = isGiven },
            },
        };

        Commands(Compose(request, Feature)).ShouldContain(command);
        CompositionNote
            .Of(Compose(request, Feature), request)
            .Body.Contains("Its matrices stay with the build and are not pushed")
            .ShouldBe(branch == "mine");
    }

    [Fact]
    public void A_local_build_pushes_nothing_and_a_part_of_the_catalogue_is_not_published()
    {
        Commands(Compose(SampleBuild.Nightly with { IsLocal = true }, Feature))
            .ShouldContain("./build.sh --target=PublishMatrix --nightly");
        Commands(Compose(SampleBuild.Nightly with { Only = ["f"] }, Feature, Model))
            .ShouldNotContain(command => command.Contains("PublishMatrix"));
    }

    [Fact]
    public void People_are_told_once_in_the_upload_that_goes_first_and_only_when_the_build_has_failed()
    {
        var request = SampleBuild.Nightly with
        {
            Facts = SampleBuild.Nightly.Facts with
            {
                Notifications = [new Notification("email", "on-call@example.com"), new Notification("slack", "#tpu-ci")],
            },
        };

        var composition = Compose(request, Feature);

        composition.Uploads.Count(upload => upload.Document.Others.Has("notify")).ShouldBe(1);
        composition.Uploads[0].Document.ToYaml().ShouldStartWith("""
            notify:
              - email: on-call@example.com
                if: build.state == "failed"
              - slack: "#tpu-ci"
                if: build.state == "failed"
            priority: 0
            """);
    }

    [Fact]
    public void Groups_wait_for_the_step_that_composes_the_build_where_it_has_a_key()
    {
        var facts = SampleBuild.Nightly.Facts;
        var request = SampleBuild.Nightly with { Facts = facts with { Identity = facts.Identity with { ComposingStep = StepKey.Parse("upload") } } };

        Page(Compose(request, Feature, Image, Settings, Suite))
            .ShouldContain("group TPU v6e nightly Tests (auto) [v6e-group] < upload, build_docker");
    }

    [Fact]
    public void Expressions_of_secrets_stay_as_they_are_and_other_variables_of_the_process_count()
    {
        var request = SampleBuild.Nightly with
        {
            Environment = SampleBuild
                .Nightly.Environment.Add("GITHUB_PAT", "ghp_0123456789")
                .Add("HF_TOKEN", "hf_0123456789")
                .Add("MODEL", "org/m"),
        };
        var composition = Compose(
            request,
            (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/s.yml }]"),
            (".buildkite/s.yml", "steps: [{ command: 'run $MODEL ${GITHUB_PAT} ${HF_TOKEN:-none}' }]")
        );

        composition
            .Uploads.Single()
            .Document.Steps.Single()
            .ShouldBeOfType<CommandStep>()
            .Command.ShouldBe("run org/m ${GITHUB_PAT} ${HF_TOKEN:-none}");
    }

    [Fact]
    public void Benchmark_cases_become_steps_of_the_generations_that_take_part()
    {
        const string Case = """
            { "benchmark_cases": [{ "case_name": "Qwen3-4B-in_1024", "ci_queue": ["tpu_v6e_queue", "tpu_v7x_2_queue"],
              "env": { "INPUT_LEN": 1024, "OUTPUT_LEN": 128, "BK_TIMEOUT_IN_MINUTES": 90 },
              "server_command_options": { "command_type": "vllm_serve", "args": { "model": "Qwen/Qwen3-4B", "max-num-seqs": 8, "max-num-batched-tokens": 512, "max-model-len": 2048, "tensor-parallel-size": 1 } },
              "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "Qwen/Qwen3-4B", "percentile-metrics": "e2el", "dataset-name": "random", "num-prompts": 10 } } }] }
            """;
        var request = SampleBuild.Request(BuildKind.Benchmark);

        var composed = SampleBuild.Compose(
            new MemoryFileTree((".buildkite/benchmark/cases/daily/q.json", Case), Feature),
            request with
            {
                Generations = [.. request.Generations.Take(1)],
            }
        );

        composed.Diagnostics.ShouldBeEmpty();
        var group = composed.Value!.Uploads.ShouldHaveSingleItem().Document.Steps.ShouldHaveSingleItem().ShouldBeOfType<GroupStep>();
        var step = group.Steps.ShouldHaveSingleItem().ShouldBeOfType<CommandStep>();
        (step.Queue!.Text, step.TimeoutInMinutes).ShouldBe(("tpu_v6e_queue", 90));
        step.Command.ShouldBe(
            "./build.sh --target=Benchmark --case-file=.buildkite/benchmark/cases/daily/q.json --case-name=Qwen3-4B-in_1024"
        );
        composed.Value.MetaData["JOB_PRIORITY"].ShouldBe("2");
        composed.Value.MetaData["CODE_HASH"].ShouldBe("0123abcd-fedc9876-");
    }

    [Fact]
    public void A_listed_pipeline_that_is_not_there_is_an_error() =>
        SampleBuild.Compose(new MemoryFileTree(Settings, Suite, Feature), SampleBuild.Nightly).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe(
                ".buildkite/ci.yml:2:13: error U001: there is no pipeline '.buildkite/image.yml'; correct its name, or write the file"
            );

    [Fact]
    public void A_pull_request_is_held_up_by_a_step_that_would_wait_for_ever_whoever_wrote_it_and_by_nothing_else_that_it_left_alone()
    {
        var files = new MemoryFileTree(
            (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/suite.yml, per: generation }, { file: .buildkite/gone.yml }]"),
            (".buildkite/suite.yml", "steps: [{ key: \"${TPU_VERSION}_suite\", command: make, depends_on: v6e-group }]"));
        var request = SampleBuild.Request(BuildKind.PullRequest, changed: "src/x.py");

        PipelineComposer
            .Judge(SampleBuild.Compose(files, request), request.Facts)
            .Diagnostics.Select(diagnostic => $"{diagnostic}")
            .ShouldBe([
                ".buildkite/ci.yml:1:70: warning U001: there is no pipeline '.buildkite/gone.yml'; correct its name, or write the file",
                ".buildkite/suite.yml:1:67: error P012: step 'tpu6e_suite' waits for 'v6e-group', which no upload of this build holds; add "
                    + "that step or remove the line",
            ]);
    }

    [Fact]
    public void What_a_file_says_for_all_of_its_steps_each_of_them_says()
    {
        const string File = """
            env: { LOG: "${TPU_VERSION}", STAGE: any }
            agents: { queue: cpu }
            steps:
              - { key: "${TPU_VERSION}_g", command: "echo $LOG", env: { STAGE: one, CI_TARGET: g, CI_STAGE: CorrectnessTest, CI_CATEGORY: feature support matrix } }
            """;

        var step = Compose(SampleBuild.Nightly, (".buildkite/features/g.yml", File))
            .Files[0]
            .Steps.ShouldHaveSingleItem()
            .ShouldBeOfType<CommandStep>();

        step.Command.ShouldBe("echo tpu6e");
        (step.Queue!.Text, step.Env.First(one => one.Key == "LOG").Value, step.Env.First(one => one.Key == "STAGE").Value).ShouldBe(
            ("cpu", "tpu6e", "one")
        );
    }

    [Fact]
    public void Every_step_that_runs_on_an_agent_knows_the_program_that_the_composing_job_shares_and_keeps_its_own_environment()
    {
        var sum = new string('a', 64);
        var request = SampleBuild.Nightly with
        {
            Environment = SampleBuild.Nightly.Environment.Add("BUILDKITECI_PROGRAM_SHA256", sum).Add("BUILDKITECI_PROGRAM_JOB", "0190-job"),
        };

        var composition = Compose(request, Model, Image, Suite, Settings);

        var commands = composition.Uploads.SelectMany(upload => upload.Document.AllSteps).OfType<CommandStep>().ToList();
        commands.ShouldAllBe(step =>
            step.Env.Contains(KeyValuePair.Create("BUILDKITECI_PROGRAM_SHA256", sum))
            && step.Env.Contains(KeyValuePair.Create("BUILDKITECI_PROGRAM_JOB", "0190-job"))
        );
        commands
            .First(step => step.Name == "tpu6e_record_org_m_UnitTest")
            .Env.ShouldContain(variable => variable.Key == "CI_TARGET" && variable.Value == "org/m");
        composition.MetaData.Values.ShouldNotContain(value => value.Contains(sum));
    }

    [Fact]
    public void A_program_for_another_platform_is_named_beside_it_and_one_without_a_checksum_is_not()
    {
        var request = SampleBuild.Nightly with
        {
            Environment = SampleBuild
                .Nightly.Environment.Add("BUILDKITECI_PROGRAM_SHA256", new string('a', 64)).Add("BUILDKITECI_PROGRAM_JOB", "job")
                .Add("BUILDKITECI_PROGRAM_SHA256_linux_arm64", new string('b', 64)).Add("BUILDKITECI_PROGRAM_SHA256_osx_arm64", "x"),
        };

        var step = Compose(request, Model, Image, Suite, Settings).Uploads[0].Document.AllSteps.OfType<CommandStep>().First();

        step.Env.Where(variable => variable.Key.StartsWith("BUILDKITECI_", StringComparison.Ordinal))
            .ShouldBe([
                KeyValuePair.Create("BUILDKITECI_PROGRAM_SHA256", new string('a', 64)),
                KeyValuePair.Create("BUILDKITECI_PROGRAM_SHA256_linux_arm64", new string('b', 64)),
                KeyValuePair.Create("BUILDKITECI_PROGRAM_JOB", "job"),
            ]);
    }

    [Theory]
    [InlineData("", "job")]
    [InlineData("abc", "job")]
    [InlineData("gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg", "job")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "")]
    public void A_program_without_checksum_or_job_is_shared_with_nobody(string sum, string job)
    {
        var request = SampleBuild.Nightly with
        {
            Environment = SampleBuild.Nightly.Environment.Add("BUILDKITECI_PROGRAM_SHA256", sum).Add("BUILDKITECI_PROGRAM_JOB", job),
        };

        Compose(request, Model).Uploads.ShouldAllBe(upload => !upload.Document.ToYaml().Contains("BUILDKITECI_PROGRAM"));
    }

    [Fact]
    public void Nothing_to_run_is_no_pipeline() => Compose(SampleBuild.Request(BuildKind.PostMerge), Feature).Uploads.ShouldBeEmpty();

    private static Composition Compose(CompositionRequest request, params (string, string)[] files)
    {
        var composed = SampleBuild.Compose(new MemoryFileTree(files), request);
        composed.Diagnostics.ShouldBeEmpty();
        return composed.Value!;
    }

    private static IEnumerable<string> Commands(Composition composition) =>
        composition.Uploads.SelectMany(upload => upload.Document.AllSteps).OfType<CommandStep>().Select(step => step.Command);

    private static IEnumerable<string> Page(Composition composition) =>
        composition
            .Uploads.Reverse()
            .SelectMany(upload => upload.Document.AllSteps)
            .Select(step =>
            {
                var name = step is GroupStep ? $"group {step.Label} [{step.Key}]" : step.Name;
                return step.DependsOn.IsEmpty ? name : $"{name} < {string.Join(", ", step.DependsOn.Select(dependency => dependency.Key))}";
            });
}
