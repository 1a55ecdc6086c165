using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Machine;

namespace BuildkiteCi.Composing.Tests.Settings;

public sealed class CiSettingsTests
{
    [Fact]
    public void Without_the_file_everything_is_as_it_is_built_in() =>
        CiSettings.Read(new MemoryFileTree()).Value.ShouldBe(CiSettings.BuiltIn);

    [Fact]
    public void The_repositorys_own_file_says_what_is_built_in()
    {
        var settings = CiSettings.Read(new DiskFileTree(Repository.Root));

        settings.Diagnostics.ShouldBeEmpty();
        // The file declares its queues, the built-in values are nobody's declaration.
        settings.Value!.DeclaresQueues.ShouldBeTrue();
        (settings.Value with { DeclaresQueues = false }).ShouldBeEquivalentTo(CiSettings.BuiltIn);
    }

    [Fact]
    public void The_repositorys_own_file_is_the_built_in_text() =>
        File.ReadAllText(Path.Combine(Repository.Root, CiSettings.Path))
            .ShouldBe(BuiltInSettings.Text, "copy src/BuildkiteCi.Catalogue/Settings/ci.yml to .buildkite/ci.yml");

    [Fact]
    public void A_new_stage_category_and_folder_are_columns_rows_and_a_matrix_of_their_own_with_nothing_but_their_lines()
    {
        var text = BuiltInSettings
            .Text.Replace(
                "      - { name: Benchmark, label",
                "      - { name: Soak, label: Soak tests }\n      - { name: Benchmark, label",
                StringComparison.Ordinal
            )
            .Replace("embedding, diffusion]", "embedding, diffusion, speech]", StringComparison.Ordinal)
            .Replace(
                "  rl:\n",
                "  serving:\n    kind: feature\n    categories: [serving support matrix]\n    stages: [{ name: LoadTest }]\n  rl:\n",
                StringComparison.Ordinal
            );

        var settings = Read(text);

        settings.Diagnostics.ShouldBeEmpty();
        var matrices = settings.Value!.Matrices;
        var models = matrices.Of(SubjectKind.Model, new Category("speech"))!;
        models.Stages.ShouldBe(["UnitTest", "Accuracy/Correctness", "Soak", "Benchmark"]);
        (models.File, models.Category(new Category("speech"))!.Type).ShouldBe(("model_support_matrix.csv", "Speech"));
        var serving = matrices.Of(SubjectKind.Feature, new Category("serving support matrix"))!;
        (serving.File, serving.Title, serving.Stages.Single()).ShouldBe(("serving_support_matrix.csv", "Serving", "LoadTest"));
    }

    [Fact]
    public void In_a_catalogue_of_other_names_there_are_its_matrices_alone_and_the_default_implementation_tests_all_of_it()
    {
        var settings = Read("""
            generations: { osprey: { tpu_version: asic9, meta_data_prefix: o, small_queue: a, large_queue: b, small_tensor_parallel_size: 1, large_tensor_parallel_size: 8 } }
            catalogue:
              nets: { kind: model, categories: [prose], stages: [{ name: Smoke }, { name: Speed, role: benchmark, optional: true }] }
              parts: { kind: feature, categories: [part list], stages: [{ name: Check }] }
            """);

        settings.Diagnostics.ShouldBeEmpty();
        settings
            .Value!.Matrices.All.Select(matrix => $"{matrix.File} {string.Join('/', matrix.Stages)}")
            .ShouldBe(["nets_support_matrix.csv Smoke/Speed", "part_list.csv Check"]);
        settings
            .Value.Builds.Implementations.Select(type => $"{type}: {string.Join(',', type.Folders)}")
            .ShouldBe(["auto: nets,parts", "flax_nnx: ", "vllm: "]);
        settings.Value.Fleet.OtherQueues.Select(queue => queue.Name).ShouldBe(["cpu", "cpu_64_core"]);
    }

    [Fact]
    public void What_the_file_shows_as_an_example_can_stand_there()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, CiSettings.Path));
        var shown = text.Replace(": {}\n#  ", ":\n  ").Replace(": []\n#  ", ":\n  ").Replace("\n#  ", "\n  ");

        var settings = Read(shown);

        shown.ShouldNotBe(text);
        settings.Diagnostics.Select(diagnostic => $"{diagnostic}").ShouldBeEmpty();
        settings.Value!.Composing.Pipelines.Length.ShouldBe(3);
        settings.Value.Builds.OnCall.Channel.ShouldBe("#tpu-ci");
        settings.Value.Matrices.All.ShouldContain(matrix => matrix.File == "serving_support_matrix.csv" && matrix.Pivot != null);
    }

    [Fact]
    public void Every_setting_can_be_given()
    {
        var settings = Read("""
            catalogue:
              agents:
                kind: feature
                groups: true
                categories: [agent support matrix]
                stages:
                  - { name: "Smoke/Test", key: Smoke, label: Smoke tests, title: Smoke, role: accuracy }
                  - { name: Soak, optional: true }
            implementations: { auto: [agents] }
            builds:
              main_branch: trunk
              release_tag: '^r[0-9]+$'
              kinds: { benchmark: { priority: 7, pipeline: tpu-benchmark } }
            pull_requests: { ready_label: "", documentation: ["*.rst"] }
            change_flags: { RUN_AGENTS: src/agents }
            notify: { on_call_email: on-call@example.com, on_call_channel: "team#tpu" }
            vllm: { commit_file: ./vllm.version, repository: https://example.com/vllm.git }
            composing: { whole_catalogue: nightly, changed_subjects: [], collect: true, jobs_per_upload: 100, image_build_key: image, result_queue: cpu_64_core }
            publishing: { builds: [post-merge], vllm_commit: [], branches: "releases/*" }
            pipelines:
              - { file: .buildkite/image.yml, builds: [nightly, release], per: generation, place: below }
            benchmark_cases: { folder: bench, builds: [nightly], default_type: ci }
            """);

        settings.Diagnostics.ShouldBeEmpty();
        var folder = settings.Value!.Folders.ShouldHaveSingleItem();
        folder.Stages.Select(stage => (stage.Name, stage.KeySuffix, stage.Label, stage.Title, stage.Role)).ShouldBe([
            ("Smoke/Test", "Smoke", "Smoke tests", "Smoke", StageRole.Accuracy),
            ("Soak", "Soak", "Soak", "Soak", StageRole.Command),
        ]);
        (folder.HasGroups, folder.OptionalStages.Single().Name).ShouldBe((true, "Soak"));
        var builds = settings.Value.Builds;
        (builds.MainBranch, builds.ReleaseTags.Text, builds.PullRequests.ReadyLabel, builds.OnCall.Channel).ShouldBe(
            ("trunk", "^r[0-9]+$", null, "team#tpu")
        );
        builds
            .Kinds.Single(row => row.Kind == BuildKind.Benchmark)
            .ShouldBe(new BuildKindRow(BuildKind.Benchmark, 7) { Pipeline = "tpu-benchmark" });
        builds.Implementations.ShouldHaveSingleItem().Folders.ShouldBe(["agents"]);
        (builds.ChangeFlags.Single().Variable, builds.ChangeFlags.Single().Beginnings.Single(), builds.Vllm.CommitFile).ShouldBe(
            ("RUN_AGENTS", "src/agents", "vllm.version")
        );
        var composing = settings.Value.Composing;
        (composing.CollectsRecorded, composing.JobsPerUpload, composing.ImageBuildKey, composing.ResultQueue).ShouldBe(
            (true, 100, "image", "cpu_64_core")
        );
        (
            string.Join(",", composing.Publishing.Builds),
            composing.Publishing.VllmCommit.Length,
            composing.Publishing.Branches.Single()
        ).ShouldBe(("post-merge", 0, "releases/*"));
        var pipeline = composing.Pipelines.ShouldHaveSingleItem();
        (pipeline.Path, pipeline.PerGeneration, pipeline.Place).ShouldBe((".buildkite/image.yml", true, PagePlace.Below));
        pipeline.When.Builds.ShouldBe(["nightly", "release"]);
        (composing.Cases.Folder, composing.Cases.DefaultType).ShouldBe(("bench", "ci"));
    }

    [Theory]
    [InlineData("builds: { release_tag: '(' }", ".buildkite/ci.yml:1:24: error S002: 'release_tag' is '('; write a regular expression")]
    [InlineData(
        "builds: { kinds: { nightly: { pipeline: x } } }",
        ".buildkite/ci.yml:1:31: error S001: in 'builds.kinds.nightly' there is no setting 'pipeline'; there are priority"
    )]
    [InlineData(
        "implementations: { auto: [models, feature] }",
        ".buildkite/ci.yml:1:26: error S002: 'auto' is a list; write folders of the catalogue; 'feature' is none: did you mean 'features'?"
    )]
    [InlineData(
        "vllm: { commit_file: ../../etc/passwd }",
        ".buildkite/ci.yml:1:22: error S002: 'commit_file' is '../../etc/passwd'; write a path below the root, with forward slashes"
    )]
    [InlineData(
        "vllm: { repository: --upload-pack=x }",
        ".buildkite/ci.yml:1:21: error S002: 'repository' is '--upload-pack=x'; write a repository's address"
    )]
    [InlineData(
        "vllm: { repository: 'https://user:secret@example.com/vllm.git' }",
        ".buildkite/ci.yml:1:21: error S002: 'repository' is 'https://user:secret@example.com/vllm.git'; write an address without user and "
            + "password"
    )]
    [InlineData(
        "composing: { whole_catalogue: [nightli] }",
        ".buildkite/ci.yml:1:32: error S002: 'nightli' in 'whole_catalogue' is none of the kinds of builds; did you mean 'nightly'?"
    )]
    [InlineData(
        "composing: { jobs_per_upload: 501 }",
        ".buildkite/ci.yml:1:31: error S002: 'jobs_per_upload' is '501'; write a whole number from 1 to 500"
    )]
    [InlineData(
        "change_flags: { 1X: [a] }",
        ".buildkite/ci.yml:1:17: error S002: '1X' cannot stand here; write the name of a variable: a letter, then letters, digits and '_'"
    )]
    [InlineData("pipelines: [{ per: generation }]", ".buildkite/ci.yml:1:13: error S003: in 'pipelines[0]' there is no 'file'; add it")]
    [InlineData(
        "pipelines: [{ file: a.yml, per: week }]",
        ".buildkite/ci.yml:1:33: error S002: 'per' is 'week'; write build or generation"
    )]
    [InlineData(
        "implementations: { ../../.git: [models] }",
        ".buildkite/ci.yml:1:20: error S002: '../../.git' cannot stand here; write letters, digits, '_', '-' and '.', and no '.' at either "
            + "end: it is a folder's name"
    )]
    [InlineData(
        "generations: { ../../.git: { tpu_version: tpu6e, meta_data_prefix: v6, small_queue: a, large_queue: b, "
            + "small_tensor_parallel_size: 1, large_tensor_parallel_size: 8 } }",
        ".buildkite/ci.yml:1:16: error S002: '../../.git' cannot stand here; write letters, digits, '_', '-' and '.', and no '.' at either "
            + "end: it is a folder's name"
    )]
    [InlineData(
        "notify: { on_call_channel: tpu-ci }",
        ".buildkite/ci.yml:1:28: error S002: 'on_call_channel' is 'tpu-ci'; write a channel: \"#tpu-ci\""
    )]
    [InlineData(
        "queues: { big: { generation: v9 } }",
        ".buildkite/ci.yml:1:30: error S002: 'v9' in 'generation' is none of the generations of the fleet; there are v6e, v7x"
    )]
    [InlineData(
        "composing: { only_on: { Qwen/Qwen3-4B: [v7] } }",
        ".buildkite/ci.yml:1:41: error S002: 'v7' in 'Qwen/Qwen3-4B' is none of the generations of the fleet; did you mean 'v7x'?"
    )]
    [InlineData(
        "catalogue: { new: { categories: [x], stages: [{ name: A/B }] } }",
        ".buildkite/ci.yml:1:47: error S003: in 'catalogue.new.stages[0]' there is no 'key'; add it"
    )]
    [InlineData(
        "catalogue: { a/b: { categories: [x], stages: [{ name: A }] } }",
        ".buildkite/ci.yml:1:14: error S002: 'a/b' cannot stand here; write letters, digits, '_', '-' and '.', and no '.' at either end: "
            + "it is a folder's name"
    )]
    [InlineData(
        "benchmark_cases: { default_type: ../../x }",
        ".buildkite/ci.yml:1:34: error S002: 'default_type' is '../../x'; write letters, digits, '_', '-' and '.', and no '.' at either "
            + "end: it is a folder's name"
    )]
    [InlineData(
        "catalogue: { new: { stages: [{ name: A }] } }",
        ".buildkite/ci.yml:1:19: error S003: in 'catalogue.new' there is no 'categories'; add it"
    )]
    public void A_value_that_cannot_be_is_refused_where_it_stands(string yaml, string message) =>
        Read(yaml).Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(message);

    [Fact]
    public void The_main_branch_publishes_unless_others_are_named() =>
        Read("builds: { main_branch: trunk }").Value!.Composing.Publishing.Branches.ShouldBe(["trunk"]);

    [Fact]
    public void A_block_that_is_there_replaces_the_built_in_one_whole()
    {
        var settings = Read("queues:\n  gpu: {}\n");

        settings.Value!.Fleet.OtherQueues.ShouldBe([new FleetQueue("gpu")]);
        settings.Value.Fleet.Generations.ShouldBe(Fleet.BuiltIn.Generations);
    }

    [Fact]
    public void A_file_of_comments_alone_changes_nothing()
    {
        Read("# nothing yet\n").ShouldBe(Diagnosed.Ok(CiSettings.BuiltIn));
        Read("").ShouldBe(Diagnosed.Ok(CiSettings.BuiltIn));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_in_one_run_with_its_place() =>
        Read("""
            queue:
              cpu: {}
            queues:
              cpu: { tensor_paralel_size: 1 }
              big: { tensor_parallel_size: many }
            generations:
              v8: { tpu_version: tpu8 }
            """
        )
            .Diagnostics.Select(diagnostic => diagnostic.ToString())
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                ".buildkite/ci.yml:1:1: error S001: there is no setting 'queue'; did you mean 'queues'?",
                ".buildkite/ci.yml:4:10: error S001: in 'queues.cpu' there is no setting 'tensor_paralel_size'; did you mean "
                    + "'tensor_parallel_size'?",
                ".buildkite/ci.yml:5:32: error S002: 'tensor_parallel_size' is 'many'; write a whole number from 1 to 4096",
                ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'large_queue'; add it",
                ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'large_tensor_parallel_size'; add it",
                ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'meta_data_prefix'; add it",
                ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'small_queue'; add it",
                ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'small_tensor_parallel_size'; add it",
            ]);

    [Fact]
    public void Every_rule_is_broken_by_its_bad_example_alone()
    {
        foreach (var rule in Rule.In(typeof(SettingsRules).Assembly).Where(rule => rule.Code[0] == 'S'))
        {
            Read(rule.Bad).Diagnostics.Select(diagnostic => diagnostic.Rule).Distinct().ShouldBe([rule]);
            Read(rule.Good).Diagnostics.ShouldBeEmpty();
        }
    }

    private static Diagnosed<CiSettings> Read(string text) => CiSettings.Read(new MemoryFileTree((CiSettings.Path, text)));

    [Fact]
    public void Links_that_lead_out_of_the_repository_are_one_problem_each_and_the_rest_is_read()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("links need rights there");
        using var folder = new TemporaryFolder();
        var outside = folder.Write("outside.yml", "steps: [{ label: secret, command: x }]\n");
        folder.Write("root/.buildkite/models/good.yml", "steps: []\n");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "root/.buildkite/ci.yml"), outside);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "root/.buildkite/models/out.yml"), outside);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "root/.buildkite/models/lost.yml"), "nowhere");
        var files = new DiskFileTree(Path.Combine(folder.Path, "root"));

        CiSettings.Read(files).Diagnostics.ShouldHaveSingleItem().Rule.ShouldBe(FileException.Unusable);
        var catalogue = SubjectCatalogue.Read(files, CatalogueFolders.BuiltIn, Fleet.BuiltIn);
        catalogue
            .Diagnostics.Where(problem => problem.Rule == FileException.Unusable)
            .Select(problem => problem.Location.Path)
            .ShouldBe([".buildkite/models/lost.yml", ".buildkite/models/out.yml"]);
        catalogue.Diagnostics.ShouldAllBe(problem => !problem.Message.Contains("secret"));
        catalogue.Value!.Files.ShouldHaveSingleItem().Path.ShouldBe(".buildkite/models/good.yml");
    }
}
