using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Composing.Tests.Builds.Facts;
using BuildkiteCi.Machine;

namespace BuildkiteCi.Composing.Tests.Checks;

/// <summary>What a pull request brings is judged by all that Validate knows, whether or not its own build holds it.</summary>
public sealed class ChangeChecksTests : IDisposable
{
    private const string Settings = """
        pipelines:
          - file: .buildkite/nightly.yml
            builds: [nightly]
        """;

    private readonly GitSandbox git = new();

    public ChangeChecksTests()
    {
        git.Commit(
            (CiSettings.Path, Settings),
            (".buildkite/nightly.yml", "steps: [{ key: soak, command: make soak }]\n"),
            (".buildkite/features/MoE.yml", Feature("MoE", "MoE")),
            // Wrong for a long time, and nobody's of these changes.
            (".buildkite/features/old.yml", "steps: ["));
        git.Git("upstream", "switch", "--quiet", "--create", "topic");
    }

    public void Dispose() => git.Dispose();

    [Theory]
    [InlineData(".buildkite/nightly.yml", "steps:\n  - { key: soak, command: [make\n")]
    [InlineData(".buildkite/nightly.yml", "steps: [{ key: soak, command: make soak, depends_on: nothing }]\n")]
    [InlineData(".buildkite/benchmark/cases/daily/new.json", "{ \"benchmark_cases\": [ { \"case_name\": \"a\" } ] }")]
    [InlineData(".buildkite/ci.yml", "pipelines: 7\n")]
    public async Task What_only_a_night_would_run_into_stops_the_pull_request_that_brings_it(string path, string text)
    {
        var checks = await ChecksAsync(BuildKind.PullRequest, (path, text));

        Errors(checks.OfTheChange).ShouldNotBeEmpty(string.Join("\n", checks.All));
        Errors(checks.OfTheChange).ShouldAllBe(found => found.Location.Path == path);
    }

    [Fact]
    public async Task A_second_file_of_a_subject_stops_it()
    {
        var checks = await ChecksAsync(BuildKind.PullRequest, (".buildkite/features/Again.yml", Feature("MoE", "Again")));

        Errors(checks.OfTheChange).Select(found => (found.Rule.Code, found.Location.Path)).Distinct()
            .ShouldContain((BuildkiteCi.Catalogue.SubjectConflicts.AlreadyThere.Code, ".buildkite/features/Again.yml"));
    }

    [Fact]
    public async Task What_it_breaks_in_a_file_that_it_does_not_touch_is_its_own()
    {
        git.Commit(
            (CiSettings.Path, "pipelines: [{ file: .buildkite/nightly.yml }]\n"),
            (".buildkite/features/MoE.yml", Feature("MoE", "MoE", dependsOn: "soak"))
        );
        git.Git("upstream", "switch", "--quiet", "--create", "removing");

        var checks = await ChecksAsync(
            BuildKind.PullRequest,
            "topic",
            (".buildkite/nightly.yml", "steps: [{ key: wake, command: make soak }]\n")
        );

        Errors(checks.OfTheChange)
            .ShouldContain(found => found.Location.Path == ".buildkite/features/MoE.yml" && found.Message.Contains("'soak'"));
    }

    [Fact]
    public async Task What_was_wrong_before_stops_nobody_and_is_shown()
    {
        var checks = await ChecksAsync(BuildKind.PullRequest, ("README.md", "new"));

        Errors(checks.OfTheChange).ShouldBeEmpty();
        Errors(checks.Others).ShouldContain(found => found.Location.Path == ".buildkite/features/old.yml");
        checks.All.ShouldAllBe(found => found.Severity != Severity.Error);
        CompositionNote.Others(checks.Others)!.Body.ShouldContain("old.yml");
    }

    [Fact]
    public async Task A_night_is_about_no_change_and_is_stopped_by_none() =>
        (await ChecksAsync(BuildKind.Nightly, (".buildkite/nightly.yml", "steps: ["))).OfTheChange.ShouldBeEmpty();

    [Fact]
    public async Task Since_a_commit_only_what_the_change_brought_is_its_own()
    {
        var before = git.Commit(
            (".buildkite/suite.yml", "steps:\n  - { command: pytest tests/test_a.py, colour: red }\n"),
            ("tests/test_a.py", "def test_a(): pass\n"),
            ("tests/test_b.py", "")
        );

        // The step names a test file that another commit renames.
        var renamed = await SinceAsync(before, ("tests/test_a.py", null), ("tests/test_aa.py", "def test_a(): pass\n"));
        renamed
            .OfTheChange.ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith(".buildkite/suite.yml:2:23: error R002: the repository has no 'tests/test_a.py'");
        renamed.Others.ShouldContain(found => found.Rule.Code == "P044");

        // Its revert takes that back.
        (await SinceAsync(before, ("tests/test_a.py", "def test_a(): pass\n"), ("tests/test_aa.py", null))).OfTheChange.ShouldBeEmpty();

        // A pipeline that is renamed with its problem brings none, though its lines move.
        var moved = await SinceAsync(
            before,
            (".buildkite/suite.yml", null),
            (".buildkite/other.yml", "# all\nsteps:\n  - { command: pytest tests/test_a.py, colour: red }\n")
        );
        moved.OfTheChange.ShouldBeEmpty();
        moved.Others.ShouldContain(found => found.Rule.Code == "P044" && found.Location.Path == ".buildkite/other.yml");

        // A second problem of the same kind is new.
        (await SinceAsync(before, (".buildkite/third.yml", "steps:\n  - { command: make, colour: red }\n")))
            .OfTheChange.ShouldHaveSingleItem()
            .Location.Path.ShouldBe(".buildkite/third.yml");
    }

    [Fact]
    public async Task What_a_merge_brings_from_the_other_side_is_not_of_the_change()
    {
        var fork = git.Commit(("tests/test_a.py", "def test_a(): pass\n"));
        git.Git("upstream", "switch", "--quiet", "--create", "other");
        var other = git.Commit((".buildkite/theirs.yml", "steps:\n  - { command: make, colour: red }\n"));
        git.Git("upstream", "switch", "--quiet", "topic");
        git.Commit((".buildkite/ours.yml", "steps:\n  - { command: make, flavour: sweet }\n"));
        git.Git("upstream", "merge", "--quiet", "--no-edit", "other");

        var checks = await SinceAsync(other);

        checks.OfTheChange.ShouldHaveSingleItem().Location.Path.ShouldBe(".buildkite/ours.yml");
        (await git.History("upstream").SinceAsync("no-such-commit", TestContext.Current.CancellationToken)).IsKnown.ShouldBeFalse();
        fork.ShouldNotBe(other);
    }

    private async Task<ChangeChecks> SinceAsync(string commit, params (string Path, string? Text)[] change)
    {
        if (change.Length > 0) git.Commit(change);
        var files = new DiskFileTree(git.Path("upstream"));
        var history = git.History("upstream");
        return await ChangeChecks.SinceAsync(
            Check(files),
            await history.SinceAsync(commit, TestContext.Current.CancellationToken),
            history,
            files,
            Check,
            TestContext.Current.CancellationToken
        );
    }

    private static ImmutableArray<Diagnostic> Errors(ImmutableArray<Diagnostic> found) =>
        [.. found.Where(one => one.Severity == Severity.Error)];

    private static string Feature(string name, string form, string? dependsOn = null) =>
        $$"""
            steps:
              - label: "${TPU_VERSION:-tpu6e} {{name}}"
                key: "${TPU_VERSION:-tpu6e}_{{form}}_CorrectnessTest"
                {{(dependsOn is null ? "" : $"depends_on: {dependsOn}")}}
                agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}" }
                env: { CI_TARGET: {{name}}, CI_STAGE: CorrectnessTest, CI_CATEGORY: feature support matrix, CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", TEST_COMMAND: make test }
                command: ./build.sh --target=RunTpuTests
            """;

    private Task<ChangeChecks> ChecksAsync(BuildKind kind, params (string Path, string? Text)[] change) =>
        ChecksAsync(kind, "main", change);

    private async Task<ChangeChecks> ChecksAsync(BuildKind kind, string target, params (string Path, string? Text)[] change)
    {
        var head = git.Commit(change);
        git.Clone("clone");
        git.Git("clone", "checkout", "--quiet", head);
        var files = new DiskFileTree(git.Path("clone"));
        var identity = new BuildIdentity(kind, 5, BuildSettings.BuiltIn.Implementations[0])
        {
            Commit = head,
            PullRequest = new PullRequest(1, target),
        };
        var history = git.History("clone");
        return await ChangeChecks.OfAsync(
            Check(files),
            identity,
            await history.ChangesAsync(identity, TestContext.Current.CancellationToken),
            history,
            files,
            Check,
            TestContext.Current.CancellationToken
        );
    }

    private static ImmutableArray<Diagnostic> Check(IFileTree files) => RepositoryChecks.Of(files, new Dictionary<string, string>());
}
