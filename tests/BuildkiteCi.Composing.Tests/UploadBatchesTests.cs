using System.Globalization;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Tests;

public sealed class UploadBatchesTests
{
    [Fact]
    public void A_group_that_is_too_large_is_cut_between_files_and_its_parts_stay_recognisable()
    {
        // Five files of four jobs each, seven jobs an upload.
        var composition = Compose(7, Features(5));

        composition
            .Uploads.Reverse()
            .Select(upload => upload.Name)
            .ShouldBe(["v6e-1", "v6e-2", "v6e-3", "v6e-4", "v6e-5", "v7x-1", "v7x-2", "v7x-3", "v7x-4", "v7x-5", "publish"]);
        var parts = composition.Uploads.Reverse().Select(upload => upload.Document.Steps[0]).OfType<GroupStep>().ToArray();
        parts
            .Take(2)
            .Select(part => (part.Label!.Text, part.Key!.Text, part.Steps.Length))
            .ShouldBe([
                ("TPU v6e nightly Tests (auto), part 1 of 5", "v6e-group", 4),
                ("TPU v6e nightly Tests (auto), part 2 of 5", "v6e-group-2", 4),
            ]);
        composition.Uploads.ShouldAllBe(upload => upload.Document.Others.Has("priority"));
    }

    [Fact]
    public void Two_files_share_an_upload_where_they_fit() =>
        Compose(8, Features(5)).Uploads.Select(upload => upload.Document.JobCount).ShouldBe([2, 4, 8, 8, 4, 8, 8]);

    [Fact]
    public void A_file_that_is_larger_than_an_upload_is_cut_between_its_steps_and_its_dependencies_still_resolve()
    {
        var composition = Compose(3, Features(1));

        var v6e = composition.Uploads.Reverse().Where(upload => upload.Name.StartsWith("v6e", StringComparison.Ordinal)).ToArray();
        v6e.Select(upload => upload.Document.JobCount).ShouldBe([3, 1]);
        var keys = composition
            .Uploads.SelectMany(upload => upload.Document.AllSteps)
            .Select(step => step.Key?.Text)
            .OfType<string>()
            .ToHashSet();
        composition
            .Uploads.SelectMany(upload => upload.Document.AllSteps)
            .SelectMany(step => step.DependsOn)
            .ShouldAllBe(dependency => keys.Contains(dependency.Key));
    }

    [Fact]
    public void Whoever_waits_for_a_group_waits_for_all_of_its_parts()
    {
        var composition = Compose(
            8,
            [
                .. Features(3),
                (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/r.yml, place: below }]"),
                (".buildkite/r.yml", "steps: [{ command: report, depends_on: [v6e-group] }]"),
            ]
        );

        composition
            .Uploads.Single(upload => upload.Name == "r")
            .Document.Steps.Single()
            .DependsOn.Select(dependency => dependency.Key)
            .ShouldBe(["v6e-group", "v6e-group-2"]);
    }

    [Fact]
    public void Parallelism_and_matrices_count()
    {
        var composition = Compose(10, (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/p.yml }]"), (".buildkite/p.yml", """
            env: { A: b }
            notify: [{ email: a@example.com }]
            steps:
              - { key: six, command: "a", parallelism: 6 }
              - { key: four, command: "b {{matrix}}", matrix: [1, 2, 3, 4] }
              - wait
              - { key: five, command: c, parallelism: 5 }
            """));

        var uploads = composition.Uploads.Reverse().ToArray();
        uploads.Select(upload => (upload.Name, upload.Document.JobCount)).ShouldBe([("p-1", 10), ("p-2", 5)]);
        uploads[0].Document.Steps[^1].ShouldBeOfType<WaitStep>();
        uploads.ShouldAllBe(upload => upload.Document.Env!.Has("A"));
        uploads.Select(upload => upload.Document.Others.Has("notify")).ShouldBe([true, false]);
    }

    [Fact]
    public void A_step_with_more_jobs_than_an_upload_may_hold_is_an_error_at_its_place()
    {
        var files = new MemoryFileTree(
            (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/p.yml }]"),
            (".buildkite/p.yml", "steps:\n  - { key: many, command: a, parallelism: 600 }\n")
        );

        SampleBuild.Compose(files, SampleBuild.Nightly).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe(
                ".buildkite/p.yml:2:5: error U003: command step 'many' makes 600 jobs, and an upload may hold 500; make several steps of it"
            );
    }

    [Fact]
    public void A_build_beyond_Buildkites_limits_is_warned_about() =>
        SampleBuild
            .Compose(new MemoryFileTree(Features(510)), SampleBuild.Nightly)
            .Diagnostics.ShouldHaveSingleItem()
            .Rule.ShouldBe(UploadBatches.TooLargeForABuild);

    private static Composition Compose(int jobs, params (string, string)[] files)
    {
        var composed = SampleBuild.Compose(
            new MemoryFileTree(files),
            SampleBuild.Nightly,
            settings => settings with { JobsPerUpload = jobs }
        );
        composed.Diagnostics.ShouldBeEmpty();
        return composed.Value!;
    }

    private static (string, string)[] Features(int count) =>
    [
        .. Enumerable.Range(1, count).Select(i => ($".buildkite/features/{i.ToString("0000", CultureInfo.InvariantCulture)}.yml",
            SampleBuild.Recorded($"f{i}", "feature support matrix", ("CorrectnessTest", "pytest a"), ("PerformanceTest", "pytest b")))),
    ];
}
