using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests;

public sealed class CompositionUploadTests
{
    private static readonly Composition Nightly = SampleBuild
        .Compose(
            new MemoryFileTree(
                (
                    ".buildkite/features/a.yml",
                    SampleBuild.Recorded(
                        "a",
                        "feature support matrix",
                        ("CorrectnessTest", "pytest a"),
                        ("PerformanceTest", "buildkite-agent meta-data set KEY unverified")
                    )
                )
            ),
            SampleBuild.Nightly with
            {
                Collects = true,
            }
        )
        .Value!;

    private static readonly Annotation Note = CompositionNote.Of(Nightly, SampleBuild.Nightly);

    [Fact]
    public async Task A_whole_build_is_told_from_the_bottom_of_its_page_and_sealed()
    {
        var build = new RecordedBuild();

        await CompositionUpload.SendAsync(Nightly, build, Note, isRetry: false, Stopping);

        build.Uploads.Select(upload => (upload.Name, upload.Replaces)).ShouldBe([("publish", false), ("v7x", false), ("v6e", false)]);
        build.MetaData["tpu6e_a_PerformanceTest"].ShouldBe("unverified");
        build.Annotations.ShouldBe([Note]);
        (await CompositionSeal.WhatIsWrongAsync(build, Stopping)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "upload 1 of 3, 'publish', failed")]
    [InlineData(2, "upload 2 of 3, 'v7x', failed")]
    [InlineData(3, "upload 3 of 3, 'v6e', failed")]
    public async Task The_first_upload_that_fails_ends_it_with_one_error_and_nothing_may_be_published(int refused, string message)
    {
        var build = new RecordedBuild { RefusedUpload = refused };

        var failure = await Should.ThrowAsync<BuildException>(() =>
            CompositionUpload.SendAsync(Nightly, build, Note, isRetry: false, Stopping)
        );

        failure.Message.ShouldBe(
            $"{message}: 'buildkite-agent pipeline upload' ended with status 1: 422 Unprocessable Entity; the build's pipeline is not "
                + "whole, and its results will not be published; run this step again"
        );
        build.Uploads.Count.ShouldBe(refused - 1);
        build.Annotations.ShouldHaveSingleItem().Style.ShouldBe(AnnotationStyle.Error);
        (await CompositionSeal.WhatIsWrongAsync(build, Stopping)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_note_that_cannot_be_written_neither_fails_a_whole_build_nor_hides_a_failure()
    {
        await CompositionUpload.SendAsync(Nightly, new RecordedBuild { RefusesAnnotations = true }, Note, isRetry: false, Stopping);

        var failure = await Should.ThrowAsync<BuildException>(() =>
            CompositionUpload.SendAsync(
                Nightly,
                new RecordedBuild { RefusesAnnotations = true, RefusedUpload = 2 },
                Note,
                isRetry: false,
                Stopping
            )
        );
        failure.Message.ShouldStartWith("upload 2 of 3");
    }

    [Fact]
    public async Task Another_try_takes_the_place_of_what_the_first_one_uploaded()
    {
        var build = new RecordedBuild();

        await CompositionUpload.SendAsync(Nightly, build, Note, isRetry: true, Stopping);

        build.Uploads.Select(upload => upload.Replaces).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task A_build_that_was_composed_by_somebody_else_may_be_published() =>
        (await CompositionSeal.WhatIsWrongAsync(new RecordedBuild(), Stopping)).ShouldBeNull();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;
}
