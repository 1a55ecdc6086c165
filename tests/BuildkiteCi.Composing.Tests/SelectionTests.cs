using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests;

public sealed class SelectionTests
{
    private static readonly MemoryFileTree Files = new(
        (".buildkite/models/m.yml", SampleBuild.Recorded("org/m-1.5", "text-only", ("UnitTest", "pytest m"))),
        (
            ".buildkite/models/v7.yml",
            "x-ci: { generations: [v7x] }\n" + SampleBuild.Recorded("org/v7", "text-only", ("UnitTest", "pytest v"))
        ),
        (".buildkite/features/f.yml", SampleBuild.Recorded("f", "feature support matrix", ("CorrectnessTest", "pytest f"))),
        (
            ".buildkite/features/needs.yml",
            SampleBuild
                .Recorded("needs", "feature support matrix", ("CorrectnessTest", "pytest n"))
                .Replace(
                    "    soft_fail: true\n",
                    "    soft_fail: true\n    depends_on: \"${TPU_VERSION:-tpu6e}_record_f_CorrectnessTest\"\n",
                    StringComparison.Ordinal
                )
        ),
        (
            ".buildkite/kernel_microbenchmarks/gmm/w8a8.yml",
            SampleBuild.Recorded("gmm-w8a8", "kernel support matrix microbenchmarks", ("CorrectnessTest", "pytest g"))
        ),
        (".buildkite/quantization/q.yml", SampleBuild.Recorded("FP8 W8A8", "quantization support matrix", ("CorrectnessTest", "pytest q")))
    );

    [Theory]
    [InlineData("nightly", "auto", "", "m, f, needs, w8a8, v7@v7x")]
    [InlineData("nightly", "flax_nnx", "", "q, f, needs")]
    [InlineData("nightly", "vllm", "", "q, m, f, needs, v7@v7x")]
    [InlineData("pull-request", "auto", ".buildkite/models/m.yml,src/x.py", "m")]
    [InlineData("pull-request", "auto", ".buildkite/models/gone.yml", "")]
    [InlineData("pull-request", "auto", ".buildkite/features/needs.yml", "f, needs")]
    [InlineData("pull-request", "auto", ".buildkite/quantization/q.yml", "")]
    [InlineData("post-merge", "auto", ".buildkite/models/m.yml", "")]
    [InlineData("integration", "auto", "", "")]
    public void The_build_decides_which_subjects_take_part(string kind, string implementation, string changed, string chosen)
    {
        var request = SampleBuild.Request(
            BuildKind.All.Single(one => one.Name == kind),
            implementation,
            [.. changed.Split(',', StringSplitOptions.RemoveEmptyEntries)]
        );

        Chosen(request).ShouldBe(chosen);
    }

    [Theory]
    [InlineData("org/m-1.5", "m")]
    [InlineData(".buildkite/models/m.yml", "m")]
    [InlineData("models/m.yml", "m")]
    [InlineData("w8a8", "w8a8")]
    [InlineData("kernel_microbenchmarks/gmm/", "w8a8")]
    [InlineData("models", "m, v7@v7x")]
    [InlineData("FP8 W8A8", "q")]
    [InlineData("needs", "f, needs")]
    public void Subjects_files_and_folders_can_be_chosen_by_hand_in_any_build_with_what_they_wait_for(string only, string chosen)
    {
        Chosen(SampleBuild.Nightly with { Only = [only] }).ShouldBe(chosen);
        Chosen(SampleBuild.Request(BuildKind.PostMerge) with { Only = [only] }).ShouldBe(chosen);
    }

    [Theory]
    [InlineData("nightly", "", "nightly builds test the whole catalogue")]
    [InlineData("other", "v0.13.2rc1", "release builds test the whole catalogue")]
    [InlineData("nightly", "v0.13.2rc1", "nightly builds test the whole catalogue")]
    [InlineData("integration", "", "integration builds test no subjects of the catalogue")]
    [InlineData("pull-request", "", "what the build changes is not known")]
    public void Every_file_says_why_it_is_in_or_out(string kind, string tag, string reason)
    {
        var request = SampleBuild.Request(BuildKind.All.Single(one => one.Name == kind));
        var facts = request.Facts with
        {
            Changes = ChangedFiles.Unknown("no history"),
            Identity = request.Facts.Identity with { ReleaseTag = tag.Length > 0 ? tag : null },
        };

        SampleBuild
            .Compose(Files, request with { Facts = facts })
            .Value!.Choices.First(choice => choice.File.Path == ".buildkite/models/m.yml")
            .Reason.ShouldBe(reason);
    }

    [Fact]
    public void Something_that_is_not_there_cannot_be_chosen() =>
        SampleBuild.Compose(Files, SampleBuild.Nightly with { Only = ["org/m-1.6"] }).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe(".buildkite: error U002: 'org/m-1.6' is nothing in the catalogue; did you mean 'org/m-1.5'?");

    [Fact]
    public void Generations_can_be_chosen_by_hand() =>
        Chosen(SampleBuild.Nightly with { Generations = [Fleet.BuiltIn.Generation("v6e")!] }).ShouldBe("m@v6e, f@v6e, needs@v6e, w8a8@v6e");

    [Fact]
    public void Every_step_is_explained()
    {
        var request = SampleBuild.Request(BuildKind.PullRequest, "auto", ".buildkite/features/needs.yml") with
        {
            Generations = [Fleet.BuiltIn.Generation("v6e")!],
            Collects = true,
        };

        Explanation
            .Of(SampleBuild.Compose(Files, request).Value!)
            .Select(one => $"{(one.IsIn ? "in" : "out")} {one.Step}: {one.Reason}")
            .ShouldBe([
                "out tpu6e_org_m-1_5_UnitTest: the build does not change its file",
                "out tpu6e_record_org_m-1_5_UnitTest: the build does not change its file",
                "out tpu6e_org_v7_UnitTest: it is limited to v7x",
                "out tpu6e_record_org_v7_UnitTest: it is limited to v7x",
                "in tpu6e_f_CorrectnessTest: 'tpu6e_needs_CorrectnessTest' in .buildkite/features/needs.yml waits for its "
                    + "'tpu6e_record_f_CorrectnessTest'",
                "out tpu6e_record_f_CorrectnessTest: its results are collected at the end",
                "in tpu6e_needs_CorrectnessTest: the build changes its file",
                "out tpu6e_record_needs_CorrectnessTest: its results are collected at the end",
                "out tpu6e_gmm-w8a8_CorrectnessTest: the build does not change its file",
                "out tpu6e_record_gmm-w8a8_CorrectnessTest: the build does not change its file",
                "out tpu6e_FP8_W8A8_CorrectnessTest: the folder 'quantization' is no part of implementation 'auto'",
                "out tpu6e_record_FP8_W8A8_CorrectnessTest: the folder 'quantization' is no part of implementation 'auto'",
                "in check_results: it deals with the results",
            ]);
    }

    [Fact]
    public void The_builds_page_is_told_what_was_composed_and_what_was_not()
    {
        var composition = SampleBuild.Compose(Files, SampleBuild.Nightly with { Collects = true }).Value!;

        Golden.Matches(CompositionNote.Of(composition, SampleBuild.Nightly).Body, "composition-note.golden.md");
    }

    [Fact]
    public void A_build_that_asks_for_other_machines_of_a_generation_tests_what_is_limited_to_it()
    {
        var v7 = Fleet.BuiltIn.Generation("v7x")!;
        var settings = SampleBuild.Nightly.Settings with { OnlyOn = SampleBuild.Nightly.Settings.OnlyOn.Add("org/m-1.5", [v7]) };

        var large = SampleBuild.Nightly with { Settings = settings, Generations = [v7 with { LargeQueue = "tpu_v7x_16_queue" }] };

        Chosen(large).ShouldBe("m@v7x, v7@v7x, f@v7x, needs@v7x, w8a8@v7x");
    }

    private static string Chosen(CompositionRequest request)
    {
        var composed = SampleBuild.Compose(Files, request);
        composed.Diagnostics.ShouldBeEmpty();
        var files = composed.Value!.Files.GroupBy(file => Path.GetFileNameWithoutExtension(file.File.Path));
        return string.Join(", ", files.Select(file => file.Count() == 2 ? file.Key : $"{file.Key}@{file.Single().Generation}"));
    }
}
