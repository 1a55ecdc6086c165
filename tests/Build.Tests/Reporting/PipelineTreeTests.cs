using Build.Reporting;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Composing;
using BuildkiteCi.Pipelines.Builds;
using Spectre.Console.Testing;
using TestSupport;

namespace Build.Tests.Reporting;

public sealed class PipelineTreeTests
{
    [Fact]
    public void A_folder_that_people_can_read_is_shown_whole()
    {
        var tree = Shown(200);

        tree.Count(line => line.Contains("acme/m", StringComparison.Ordinal)).ShouldBe(200);
        tree.ShouldNotContain(line => line.Contains("more file", StringComparison.Ordinal));
    }

    /// <summary>Of 100,000 files the log would have as many lines for each generation.</summary>
    [Fact]
    public void Of_a_folder_of_any_size_the_first_files_are_shown_and_the_others_counted()
    {
        var tree = Shown(1_203);

        tree.Count(line => line.Contains("acme/m", StringComparison.Ordinal)).ShouldBe(200);
        tree.ShouldContain(line => line.EndsWith("and 1003 more files: 1003 jobs (--explain lists all)", StringComparison.Ordinal));
        tree.ShouldContain(line => line.EndsWith("models: 1203 jobs", StringComparison.Ordinal));
    }

    private static string[] Shown(int files)
    {
        var tree = new MemoryFileTree([.. Enumerable.Range(1, files).Select(n => ($".buildkite/models/m{n}.yml", File(n)))]);
        var settings = CiSettings.Read(tree).Value!;
        var identity = new BuildIdentity(BuildKind.Nightly, 1, BuildSettings.BuiltIn.Implementations.Single(one => one.Name == "auto"));
        var request = new CompositionRequest(
            new BuildInputs(identity, new ChangedFiles([], ""), new BuildGate(true, ""), DateTimeOffset.UnixEpoch),
            [Fleet.BuiltIn.Generations[0]],
            settings.Composing
        );
        var composition = CompositionSources.Read(tree, settings, request.Situation).Then(sources => PipelineComposer.Compose(sources, request));
        using var console = new TestConsole();
        console.Write(PipelineTree.Of(composition.Value!, identity));
        return [.. console.Output.Split('\n').Select(line => line.TrimEnd())];
    }

    private static string File(int number) => $$"""
        steps:
          - label: "${TPU_VERSION:-tpu6e} unit tests of acme/m{{number}}"
            key: "${TPU_VERSION:-tpu6e}_m{{number}}_UnitTest"
            agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}" }
            env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: acme/m{{number}}, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            command: pytest
        """;
}
