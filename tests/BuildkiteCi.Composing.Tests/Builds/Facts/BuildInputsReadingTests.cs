using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using Microsoft.Extensions.Time.Testing;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

public sealed class BuildInputsReadingTests : IDisposable
{
    private readonly GitSandbox git = new();

    public void Dispose() => git.Dispose();

    [Fact]
    public async Task The_labels_of_a_pull_request_are_asked_for_only_where_the_agent_does_not_tell_them()
    {
        git.Commit(("a.py", "1"));
        var told = new ScriptedLabels(["ready"]);

        (
            await ReadAsync(told, "BUILDKITE_PULL_REQUEST=7", "BUILDKITE_PULL_REQUEST_LABELS=wip", "BUILDKITE_REPO=git@github.com:a/b.git")
        ).Value!.Gate.IsRefusal.ShouldBeTrue();
        told.Asked.ShouldBeEmpty();
        (await ReadAsync(told, "BUILDKITE_PULL_REQUEST=7", "BUILDKITE_REPO=git@github.com:a/b.git")).Value!.Gate.IsOpen.ShouldBeTrue();
        told.Asked.ShouldBe(["a/b#7"]);
    }

    [Fact]
    public async Task A_pull_request_whose_labels_cannot_be_had_is_not_taken_for_one_without_labels()
    {
        git.Commit(("a.py", "1"));

        (await ReadAsync(new ScriptedLabels(null), "BUILDKITE_PULL_REQUEST=7", "BUILDKITE_REPO=https://github.com/a/b"))
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "environment: error E004: the labels of pull request #7 of a/b cannot be had: the network is down; try again, or let the "
                    + "agent tell them in BUILDKITE_PULL_REQUEST_LABELS"
            );
    }

    [Fact]
    public async Task Vllms_commit_stands_in_a_file_or_is_the_head_of_its_repository()
    {
        var head = git.Commit((".buildkite/vllm_lkg.version", "0123abcd\n"));
        var settings = BuildSettings.BuiltIn with { Vllm = BuildSettings.BuiltIn.Vllm with { Repository = git.Path("upstream") } };

        (await ReadAsync(new ScriptedLabels(null), settings, "NIGHTLY=1")).Value!.VllmCommit.ShouldBe("0123abcd");
        (await ReadAsync(new ScriptedLabels(null), settings, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration")).Value!.VllmCommit.ShouldBe(
            head
        );
    }

    [Fact]
    public async Task An_integration_build_without_vllms_head_and_a_file_without_a_commit_are_errors()
    {
        git.Commit((".buildkite/vllm_lkg.version", "$(rm -rf /)\n"));
        var settings = BuildSettings.BuiltIn with { Vllm = BuildSettings.BuiltIn.Vllm with { Repository = "/nowhere" } };

        (await ReadAsync(new ScriptedLabels(null), settings, "NIGHTLY=1")).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe(".buildkite/vllm_lkg.version:1:1: error E004: the file holds no commit; write a commit's hash, and nothing else");
        (await ReadAsync(new ScriptedLabels(null), settings, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration"))
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("environment: error E004: the head of '/nowhere' cannot be had; try again, or correct 'vllm.repository' in ci.yml");
    }

    [Fact]
    public async Task The_commit_that_is_measured_is_told_by_its_hash()
    {
        var head = git.Commit(("a.py", "1"));

        (await ReadAsync(new ScriptedLabels(null), "NIGHTLY=1", "BUILDKITE_COMMIT=HEAD")).Value!.Identity.Commit.ShouldBe(head);
    }

    private Task<Diagnosed<BuildInputs>> ReadAsync(ScriptedLabels labels, params string[] variables) =>
        ReadAsync(labels, BuildSettings.BuiltIn, variables);

    private async Task<Diagnosed<BuildInputs>> ReadAsync(ScriptedLabels labels, BuildSettings settings, params string[] variables)
    {
        var environment = variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var identity = BuildIdentity.Read(environment, settings, kind: null).Value!;
        var reading = new BuildInputsReading(
            git.History("upstream"),
            labels,
            new DiskFileTree(git.Path("upstream")),
            new FakeTimeProvider()
        );
        return await reading.ReadAsync(identity, settings, TestContext.Current.CancellationToken);
    }

    private sealed class ScriptedLabels(ImmutableArray<string>? labels) : IPullRequestLabels
    {
        public List<string> Asked { get; } = [];

        public Task<ImmutableArray<string>> OfAsync(GitHubRepository repository, int pullRequest, CancellationToken cancellationToken)
        {
            Asked.Add($"{repository}#{pullRequest}");
            return labels is { } known ? Task.FromResult(known) : throw new BuildException("the network is down");
        }
    }
}
