using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

/// <summary>Kinds of builds by environments: gate, priority, notify, meta-data and variables from one table.</summary>
public sealed class BuildInputsTests
{
    private const string PullRequest = "BUILDKITE_PULL_REQUEST=7";
    private const string Scheduled = "BUILDKITE_SOURCE=schedule";
    private const string Kernel = "tpu_inference/kernels/gmm.py";
    private const string Collective = "tests/kernels/collectives/test_all_gather.py";

    private static readonly DateTimeOffset Night = new(2026, 8, 22, 7, 30, 5, TimeSpan.Zero);

    public static TheoryData<string, string, string, string, string, string> Table =>
        new()
        {
            // Environment; changed files; gate; priority; who is reported; kernel flags.
            { "NIGHTLY=1", "README.md", "open", "0", "email creator@example.com", "0 0" },
            { $"NIGHTLY=1 {Scheduled}", Kernel, "open", "0", "email on-call@example.com, slack #tpu-ci", "1 0" },
            { $"NIGHTLY=1 {Scheduled} {PullRequest}", "a.py", "open", "0", "email on-call@example.com, slack #tpu-ci", "0 0" },
            { "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration", "a.py", "open", "3", "email creator@example.com", "0 0" },
            {
                $"BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration {Scheduled}",
                "a.py",
                "open",
                "3",
                "email on-call@example.com, slack #tpu-ci",
                "0 0"
            },
            { $"{PullRequest} BUILDKITE_PULL_REQUEST_LABELS=ready", Collective, "open", "5", "email creator@example.com", "1 1" },
            {
                $"{PullRequest} BUILDKITE_PULL_REQUEST_LABELS=kernels,ready,x",
                "requirements.txt",
                "open",
                "5",
                "email creator@example.com",
                "1 0"
            },
            {
                $"{PullRequest} BUILDKITE_PULL_REQUEST_LABELS=not-ready,ready-ish",
                "a.py",
                "refused",
                "5",
                "email creator@example.com",
                "0 0"
            },
            { $"{PullRequest} BUILDKITE_PULL_REQUEST_LABELS=Ready", "a.py", "refused", "5", "email creator@example.com", "0 0" },
            { PullRequest, "a.py", "refused", "5", "email creator@example.com", "0 0" },
            {
                PullRequest,
                "README.md|docs/a/b.py|logo.png|support_matrices/nightly/v6e/default/model_support_matrix.csv",
                "nothing to do",
                "5",
                "email creator@example.com",
                "0 0"
            },
            { PullRequest, "docs/README|.github/CODEOWNERS|deep/down/notes.md", "nothing to do", "5", "email creator@example.com", "0 0" },
            { PullRequest, "README.md|support_matrices/table.py", "refused", "5", "email creator@example.com", "0 0" },
            { PullRequest, ".github/CODEOWNERS.txt", "refused", "5", "email creator@example.com", "0 0" },
            { PullRequest, "", "refused", "5", "email creator@example.com", "0 0" },
            { $"{PullRequest} {Scheduled}", "README.md", "nothing to do", "5", "email creator@example.com", "0 0" },
            { "BUILDKITE_BRANCH=main", "README.md", "open", "10", "email creator@example.com", "0 0" },
            {
                "BUILDKITE_BRANCH=main BUILDKITE_PULL_REQUEST=false",
                $"{Kernel}|tests/conftest.py",
                "open",
                "10",
                "email creator@example.com",
                "1 0"
            },
            { "BUILDKITE_BRANCH=topic", "tests/kernels_old.py", "open", "1", "email creator@example.com", "1 0" },
            { $"BUILDKITE_BRANCH=topic {Scheduled}", "a.py", "open", "1", "email creator@example.com", "0 0" },
            { "BUILDKITE_TAG=v0.12.0 BUILDKITE_BRANCH=v0.12.0", "a.py", "open", "1", "email creator@example.com", "0 0" },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_build_is_gated_prioritised_and_told_about_by_what_it_is(
        string environment,
        string changed,
        string gate,
        string priority,
        string told,
        string flags
    )
    {
        var facts = FactsOf(environment, changed);

        (facts.Gate.IsOpen ? "open" : facts.Gate.IsRefusal ? "refused" : "nothing to do").ShouldBe(gate);
        string.Join(", ", facts.Notifications.Select(one => $"{one.By} {one.To}")).ShouldBe(told);
        $"{facts.Variables["RUN_KERNEL_TESTS"]} {facts.Variables["RUN_KERNEL_COLLECTIVES_TESTS"]}".ShouldBe(flags);
        facts.Variables["JOB_PRIORITY"].ShouldBe(priority);
        facts.MetaData["JOB_PRIORITY"].ShouldBe(priority);
        facts.MetaData.GetValueOrDefault("changed_files", "").ShouldBe(changed.Replace('|', ','));
        facts.MetaData["VLLM_COMMIT_HASH"].ShouldBe("0123abcd");
    }

    [Theory]
    [InlineData("v0.12.0", true)]
    [InlineData("v0.13.2rc1", true)]
    [InlineData("0.13.2.dev20260822", true)]
    [InlineData("v1", true)]
    [InlineData("nightly", false)]
    [InlineData("v0.12.0-rc1", false)]
    [InlineData("release-v0.12.0", false)]
    [InlineData("v0.12.0\n", false)]
    public void A_build_of_a_tag_is_a_release_where_the_tag_looks_like_one(string tag, bool isRelease) =>
        Identity(new Dictionary<string, string> { ["BUILDKITE_TAG"] = tag }).ReleaseTag.ShouldBe(isRelease ? tag : null);

    [Fact]
    public void What_the_environment_cannot_mean_is_said_all_at_once()
    {
        var environment = new Dictionary<string, string>
        {
            ["MODEL_IMPL_TYPE"] = "flax",
            ["BUILDKITE_PULL_REQUEST"] = "seven",
            ["BUILDKITE_COMMIT"] = "--upload-pack=evil",
        };

        BuildIdentity.Read(environment, BuildSettings.BuiltIn, kind: null).Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBe(
        [
            "environment: error E001: MODEL_IMPL_TYPE is 'flax'; did you mean 'flax_nnx'?",
            "environment: error E001: BUILDKITE_PULL_REQUEST is 'seven'; it can be a pull request's number, or 'false'",
            "environment: error E001: BUILDKITE_COMMIT is '--upload-pack=evil'; it can be a name or hash of git's",
        ]);
    }

    [Fact]
    public void A_pull_requests_build_that_is_tried_by_hand_without_one_is_not_held_up()
    {
        var identity = BuildIdentity.Read(new Dictionary<string, string>(), BuildSettings.BuiltIn, BuildKind.PullRequest).Value!;

        BuildGate.Decide(identity, new ChangedFiles(["README.md"], ""), [], BuildSettings.BuiltIn.PullRequests).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Nobody_is_told_where_nobody_is_known()
    {
        var scheduled = Identity(new Dictionary<string, string> { ["NIGHTLY"] = "1", ["BUILDKITE_SOURCE"] = "schedule" });

        Notification.Of(scheduled, new OnCall(null, null)).ShouldBeEmpty();
        Notification
            .Of(scheduled with { IsScheduled = false, CreatorEmail = null }, new OnCall("on-call@example.com", null))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-08-22T07:30:05Z", "20260822_003005")]
    [InlineData("2026-01-15T07:30:05Z", "20260114_233005")]
    [InlineData("2026-03-08T09:59:59Z", "20260308_015959")]
    [InlineData("2026-03-08T10:00:00Z", "20260308_030000")]
    [InlineData("2026-11-01T08:59:59Z", "20261101_015959")]
    [InlineData("2026-11-01T09:30:00Z", "20261101_013000")]
    public void Benchmarks_of_a_build_share_the_time_in_Los_Angeles(string moment, string reference) =>
        JobReference.Of(DateTimeOffset.Parse(moment)).ShouldBe(reference);

    [Fact]
    public void A_build_that_benchmarks_says_what_code_it_measured()
    {
        var facts = FactsOf("NIGHTLY=1 BUILDKITE_COMMIT=fedc9876", "a.py");

        facts.BenchmarkMetaData["CODE_HASH"].ShouldBe("0123abcd-fedc9876-");
        facts.BenchmarkMetaData["JOB_REFERENCE"].ShouldBe("20260822_003005");
    }

    [Fact]
    public void A_list_of_changed_files_is_cut_at_what_meta_data_may_hold()
    {
        var facts = FactsOf("NIGHTLY=1", "a.py") with
        {
            Changes = new ChangedFiles([.. Enumerable.Range(0, 20_000).Select(i => $"src/file_{i:00000}.py")], ""),
        };

        var listed = facts.MetaData["changed_files"];
        listed.Length.ShouldBeLessThanOrEqualTo(100_000);
        listed.ShouldEndWith(".py");
    }

    [Fact]
    public void Where_the_history_is_not_known_the_tests_that_it_would_switch_on_run() =>
        (FactsOf("NIGHTLY=1", "") with { Changes = ChangedFiles.Unknown("no history") }).Variables["RUN_KERNEL_TESTS"].ShouldBe("1");

    [Theory]
    [InlineData("https://github.com/vllm-project/tpu-inference.git", "vllm-project/tpu-inference")]
    [InlineData("https://token:x@github.com/vllm-project/tpu-inference", "vllm-project/tpu-inference")]
    [InlineData("git@github.com:vllm-project/tpu-inference.git", "vllm-project/tpu-inference")]
    [InlineData("ssh://git@github.com/vllm-project/tpu.inference/", "vllm-project/tpu.inference")]
    [InlineData("https://example.com/vllm-project/tpu-inference.git", null)]
    [InlineData("https://github.com.example.com/a/b", null)]
    [InlineData("/srv/git/tpu-inference.git", null)]
    public void The_address_of_a_clone_tells_the_repository_on_GitHub(string address, string? repository) =>
        GitHubRepository.OfAddress(address)?.ToString().ShouldBe(repository);

    private static BuildInputs FactsOf(string environment, string changed)
    {
        var variables = environment.Split(' ').Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        variables["BUILDKITE_BUILD_CREATOR_EMAIL"] = "creator@example.com";
        var identity = Identity(variables);
        var changes = new ChangedFiles([.. changed.Split('|', StringSplitOptions.RemoveEmptyEntries)], "");
        var labels = identity.PullRequest?.Labels ?? ImmutableArray<string>.Empty;
        return new BuildInputs(identity, changes, BuildGate.Decide(identity, changes, labels, BuildSettings.BuiltIn.PullRequests), Night)
        {
            VllmCommit = "0123abcd",
            Notifications = Notification.Of(identity, new OnCall("on-call@example.com", "#tpu-ci")),
        };
    }

    private static BuildIdentity Identity(Dictionary<string, string> variables) =>
        BuildIdentity.Read(variables, BuildSettings.BuiltIn, kind: null).Value!;
}
