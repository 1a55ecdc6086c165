using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Machine;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

public sealed class AdoptionTests(AdoptedRepository adopted) : IClassFixture<AdoptedRepository>
{
    [Fact]
    public async Task A_repository_with_a_bootstrap_moves_in_and_every_build_is_the_same_but_for_what_is_explained()
    {
        using var repository = adopted.Adopted();

        adopted
            .Detected.Questions.Single()
            .ToString()
            .ShouldStartWith(".buildkite/scripts/bootstrap_sandbox.sh: which slug has the pipeline");
        var compared = await Move.CompareAsync(repository.Root);
        compared
            .Differences.Where(difference => difference.Reason is null)
            .Select(difference => $"{difference} in {string.Join(", ", difference.Builds)}")
            .ShouldBeEmpty(repository.Read(".buildkite/ci.yml"));
        compared.Builds.Single(build => build.Observed.Scenario.Name == "nightly").Composed.Value!.Steps.Length.ShouldBeGreaterThan(10);
        // What Adopt writes as wanted is there.
        compared.Unused.Select(row => $"{row.What} {row.Name}").ShouldBeEmpty();

        // Nothing that was there is touched.
        adopted.Plan.Files.Where(file => file.Before is not null).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_nightly_build_of_a_catalogue_of_the_size_that_teams_have_is_the_same()
    {
        using var repository = new OldRepository(models: 40);
        Move.Write(repository.Root, PlanFor(repository));

        var compared = await Move.CompareAsync(repository.Root, "nightly");

        compared.Differences.Where(difference => difference.Reason is null).Select(difference => difference.ToString()).ShouldBeEmpty();
        compared.Builds.Single().Composed.Value!.Steps.Length.ShouldBeGreaterThan(160);
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        using var repository = adopted.Adopted();
        var files = new DiskFileTree(repository.Root);

        // The scripts that are observed are those of before: ours are not among them, so a second look sees the same builds.
        var scripts = BootstrapScripts.Find(files);
        scripts.Main.ShouldBe(".buildkite/scripts/bootstrap.sh");
        ScenarioList
            .Of(files, scripts, ScriptText.Read(files))
            .Select(scenario => scenario.Name)
            .ShouldBe(adopted.Builds.Select(build => build.Scenario.Name));
        var detected = CiDetection.Of(files, scripts, ScriptText.Read(files), adopted.Builds);
        AdoptionPlan
            .Make(files, detected, scripts, WantedFile.Of(adopted.Builds), new AdoptionSettings("1.2.3"))
            .Files.Select(file => file.Path)
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_differs_from_the_built_in_values_is_written_with_the_place_that_it_was_read_from()
    {
        var settings = adopted.Plan.Files.Single(file => file.Path == CiSettings.Path).After!;

        settings.ShouldNotContain("generations:");
        settings.ShouldNotContain("catalogue:");
        settings.ShouldContain("integration: { pipeline: acme-integration }");
        settings.ShouldContain("ready_label: go-ahead");
        settings.ShouldContain("RUN_KERNEL_TESTS: [src/kernels, tests/kernels]");
        settings.ShouldContain("on_call_email: \"night-watch@example.com\"");
        settings.ShouldContain("SUITE_LABEL: { v6e: \"Suite on Trillium\", v7x: \"Suite on Ironwood\" }");
        settings.ShouldContain("secrets: [PUSH_TOKEN]");
        settings.ShouldContain("only: [keep_hashes]");
        settings.ShouldContain("file: \"${SANDBOX_FILE:-.buildkite/sandbox.yml}\"");
        settings.ShouldContain("replace: { TUNING_ID_PLACEHOLDER: \"${TUNING_ID}\" }");
        settings.ShouldContain("slug: acme-kernel-tuning");
        settings.ShouldContain("nightly_models: { matrix: model_support_matrix, publication: nightly }");
        settings.ShouldMatch(@"ready_label: go-ahead +# \.buildkite/scripts/bootstrap\.sh:\d+");
    }

    // What the bootstrap's uploads are changed by on their way, the build in which it shows, what must be found, and what all findings must
    // fit.
    [Theory]
    [InlineData(
        "s/pytest tests }/pytest tests --new }/",
        "post-merge",
        "step tpu7x_suite: command: pytest tests --new -> pytest tests",
        "_suite: command:"
    )]
    [InlineData(
        "s/pytest tests }/pytest tests, env: { MODE: x } }/",
        "post-merge",
        "step tpu6e_suite: env.MODE: x -> (none)",
        "_suite: env.MODE:"
    )]
    [InlineData(
        "s/}_suite\"/}_suite_x\"/",
        "post-merge",
        "step missing: tpu6e_suite_x",
        "^step (missing|added): tpu.._suite|^step (missing|added): tpu6e_suite"
    )]
    [InlineData(
        "s/queue: cpu_64_core/queue: cpu/",
        "post-merge",
        "step image_v6e: agents: { \"queue\": \"cpu\" } -> { \"queue\": \"cpu_64_core\" }",
        "image_v6e: agents"
    )]
    [InlineData(
        "s/depends_on: build_docker/depends_on: image_v6e/",
        "post-merge",
        "step tpu6e_suite: depends_on: image_v6e -> build_docker",
        "_suite: depends_on"
    )]
    [InlineData(
        "s/key: image_v6e,/key: image_v6e, soft_fail: true, timeout_in_minutes: 9, retry: { automatic: true },/",
        "post-merge",
        "step image_v6e: soft_fail: true -> (none)",
        "image_v6e: (soft_fail|timeout_in_minutes|retry):"
    )]
    [InlineData(
        "s/secrets: .PUSH_TOKEN./secrets: [OTHER]/;s/command: bash keep.sh/command: bash keep.sh, plugins: [docker#v5]/",
        "nightly",
        "step keep_hashes: plugins: [ { \"docker#v5\": null } ] -> (none)",
        "keep_hashes: plugins"
    )]
    public async Task What_uploads_are_changed_to_is_found_and_nothing_else(string edit, string build, string found, string all)
    {
        using var repository = adopted.Adopted();
        repository.Replace(".buildkite/scripts/bootstrap.sh", "cat \"$1\"", $"sed '{edit}' \"$1\"");

        var open = await OpenAsync(repository, build);

        open.ShouldContain(found);
        open.ShouldAllBe(difference => Regex.IsMatch(difference, all, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(
        "JOB_PRIORITY=10",
        "JOB_PRIORITY=11",
        "post-merge",
        "step tpu6e_suite: priority: 11 -> 10",
        "priority: 11 -> 10|JOB_PRIORITY: 11 -> 10"
    )]
    [InlineData(
        "TPU_QUEUE_MULTI=tpu_v7x_8_queue",
        "TPU_QUEUE_MULTI=tpu_v7x_16_queue",
        "post-merge",
        "step tpu7x_suite: agents: { \"queue\": \"tpu_v7x_16_queue\" } -> { \"queue\": \"tpu_v7x_8_queue\" }",
        "tpu7x_suite: agents"
    )]
    [InlineData(
        "v7x; upload .buildkite/suite.yml",
        "v7x; upload .buildkite/suite.yml; upload .buildkite/sandbox.yml",
        "post-merge",
        "step missing: try_it",
        "try_it"
    )]
    [InlineData("v7x; upload .buildkite/suite.yml", "v7x", "post-merge", "step added: tpu7x_suite", "step added: tpu7x_suite")]
    [InlineData(
        "night-watch@example.com",
        "day-watch@example.com",
        "nightly",
        "notify: { \"email\": \"day-watch@example.com\", \"if\": \"build.state == \\\"failed\\\"\" } -> (none)",
        "^notify"
    )]
    [InlineData("*\"go-ahead\"*", "*\"please\"*", "pull request of code", "exit status: 0 -> 1", ".")]
    [InlineData(
        "unset SUITE_LABEL",
        "buildkite-agent meta-data set EXTRA 1\nunset SUITE_LABEL",
        "post-merge",
        "meta-data EXTRA: 1 -> (none)",
        "EXTRA"
    )]
    [InlineData(
        "Suite on Ironwood",
        "Suite on the new one",
        "post-merge",
        "step tpu7x_suite: group: Suite on the new one -> Suite on Ironwood",
        "tpu7x_suite: group"
    )]
    public async Task What_the_bootstrap_is_changed_to_is_found_and_nothing_else(
        string before,
        string after,
        string build,
        string found,
        string all
    )
    {
        using var repository = adopted.Adopted();
        repository.Replace(".buildkite/scripts/bootstrap.sh", before, after);

        var open = await OpenAsync(repository, build);

        open.ShouldContain(found);
        open.ShouldAllBe(difference => Regex.IsMatch(difference, all, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_script_that_fails_where_ours_composes_is_shown_with_its_last_line_and_what_to_do()
    {
        using var repository = adopted.Adopted();
        repository.Replace(
            ".buildkite/scripts/bootstrap.sh",
            "unset SUITE_LABEL",
            "echo 'nq: command not found' >&2; exit 1\nunset SUITE_LABEL"
        );

        var lines = (await Move.CompareAsync(repository.Root, "post-merge")).Lines().ToArray();

        lines[0].ShouldStartWith("DIFF  post-merge: ");
        lines[1].ShouldBe("      .buildkite/scripts/bootstrap.sh ended with: nq: command not found");
        lines[2].ShouldBe("      If only a program that this machine lacks is the reason: --pass-over and the script that needs it.");
    }

    [Fact]
    public async Task A_file_that_both_upload_is_the_same_in_both_whatever_is_changed_in_it()
    {
        using var repository = adopted.Adopted();
        repository.Replace(".buildkite/suite.yml", "command: pytest tests }", "command: pytest tests --new }");

        (await OpenAsync(repository, "post-merge")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_leaves_the_machine_and_no_token_reaches_a_script()
    {
        using var repository = adopted.Old();
        repository.Replace(
            ".buildkite/scripts/bootstrap.sh",
            "upload note.yml\n",
            "env >seen.txt; buildkite-agent meta-data set seen \"$(cat seen.txt)\"\ngit push origin main || true\ncurl -s "
                + "https://example.com || true\ndocker pull x || true\nupload note.yml\n"
        );
        Environment.SetEnvironmentVariable("GITHUB_PAT", "hunter2-token");

        var (detected, _, builds) = await Move.PlanAsync(repository.Root, "nightly");

        var nightly = builds.Single(build => build.Scenario.Name == "nightly");
        nightly.MetaData["seen"].ShouldNotContain("hunter2-token");
        nightly.Refused.ShouldBe(["git push origin main", "curl https://example.com", "docker pull x"]);
        detected
            .Questions.Select(question => question.Text)
            .ShouldContain("'docker pull x' was not run while the build was observed; does what it answers decide what is uploaded?");
        File.Exists(Path.Combine(repository.Root, "seen.txt")).ShouldBeFalse();
    }

    [Fact]
    public void Without_running_anything_what_cannot_be_known_is_asked()
    {
        var files = new DiskFileTree(adopted.Before);

        var detected = CiDetection.Of(files, BootstrapScripts.Find(files), ScriptText.Read(files), []);

        detected.Questions.Single().Location.Path.ShouldBe(".buildkite/scripts/bootstrap.sh");
    }

    [Fact]
    public void Everything_is_undone_and_what_was_edited_stays_unless_it_is_asked_for()
    {
        using var repository = adopted.Old();
        repository.Write(".gitignore", "build/\n");
        var before = Snapshot(repository.Root);
        Move.Write(repository.Root, PlanFor(repository));
        repository.Write(CiSettings.Path, repository.Read(CiSettings.Path) + "# mine\n");

        var undone = AdoptionPlan.Undo(new DiskFileTree(repository.Root), editedToo: false);
        undone.Notes.Single().ShouldStartWith(CiSettings.Path);
        Move.Write(repository.Root, AdoptionPlan.Undo(new DiskFileTree(repository.Root), editedToo: true));

        Snapshot(repository.Root).ShouldBe(before);
    }

    [Fact]
    public void A_file_that_is_somebody_elses_is_never_written_and_another_name_is_taken()
    {
        using var repository = adopted.Old();
        repository.Write("build.sh", "make\n");
        repository.Write(CiSettings.Path, "queues: { cpu: {} }\n");

        var plan = PlanFor(repository);

        plan.Files.Select(file => file.Path).ShouldContain("buildkiteci.sh");
        plan.Files.Select(file => file.Path).ShouldNotContain("build.sh");
        plan.Files.Select(file => file.Path).ShouldNotContain(CiSettings.Path);
        plan.Notes.ShouldContain($"{CiSettings.Path} is the repository's own and stays");
        plan.Files.Single(file => file.Path == ".buildkite/scripts/bootstrap_buildkiteci.sh")
            .After!.ShouldContain("exec ./buildkiteci.sh --target=GeneratePipeline");
    }

    [Fact]
    public async Task An_empty_repository_gets_its_one_step_and_an_empty_catalogue()
    {
        using var folder = new TemporaryFolder();
        var (detected, plan, _) = await Move.PlanAsync(folder.Path);
        Move.Write(folder.Path, plan);

        detected.Questions.ShouldBeEmpty();
        plan.Files.Select(file => file.Path)
            .ShouldBe([
                CiSettings.Path,
                "build.sh",
                "build.ps1",
                ".buildkite/scripts/bootstrap.sh",
                ".buildkite/pipeline.yml",
                ".gitignore",
            ]);
        CiSettings.Read(new DiskFileTree(folder.Path)).Diagnostics.ShouldBeEmpty();
        (await Move.PlanAsync(folder.Path)).Plan.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_repository_whose_keys_name_no_generation_has_the_one_of_its_queues()
    {
        var files = new MemoryFileTree(
            (
                ".buildkite/pipeline.yml",
                "steps:\n  - { key: unit, agents: { queue: tpu_v5e_queue }, command: pytest }\n  - { key: big, agents: { queue: "
                    + "tpu_v5e_8_queue }, command: pytest }\n  - { key: more, agents: { queue: tpu_v5e_queue }, command: pytest }\n"
            )
        );

        var detected = CiDetection.Of(files, BootstrapScripts.Find(files), ScriptText.Read(files), []);

        detected.Generations.Single().Generation.ShouldBe(new Generation("v5e", "tpu5e", "v5", "tpu_v5e_queue", "tpu_v5e_8_queue", 1, 8));
    }

    [Fact]
    public void What_is_written_is_never_ignored()
    {
        using var repository = adopted.Old();
        repository.Write(".gitignore", "*.sh\n*.yml\n.buildkite/\nbuild*\nartifacts");
        Git(repository.Root, "init", "--quiet");
        var plan = PlanFor(repository);
        Move.Write(repository.Root, plan);

        foreach (var file in plan.Files.Where(file => file.Path != ".gitignore"))
            Git(repository.Root, "check-ignore", "--quiet", "--no-index", file.Path).ShouldBe(1, file.Path);
        Git(repository.Root, "check-ignore", "--quiet", ".buildkite-local/x").ShouldBe(0);
    }

    [Fact]
    public void Todays_problems_are_accepted_on_the_day_of_the_move_and_new_ones_are_not()
    {
        using var repository = adopted.Old();
        repository.Write(
            ".buildkite/models/acme_old.yml",
            repository
                .Read(".buildkite/models/acme_model-0.yml")!
                .Replace("acme/model-0", "acme/old", StringComparison.Ordinal)
                .Replace("acme_model-0", "acme_old", StringComparison.Ordinal)
                .Replace("soft_fail: true", "soft_fale: true", StringComparison.Ordinal)
        );
        Move.Write(repository.Root, PlanFor(repository));
        var files = new DiskFileTree(repository.Root);
        var baseline = Baseline.Read(files.Read(Baseline.UsualPath)!);

        var found = RepositoryChecks.Of(files, ImmutableDictionary<string, string>.Empty);
        found.ShouldContain(diagnostic =>
            diagnostic.Location.Path == ".buildkite/models/acme_old.yml"
            && diagnostic.Message.Contains("soft_fale", StringComparison.Ordinal)
        );
        var rest = baseline.Apply(found, files.Read);
        (rest.New.Select(diagnostic => diagnostic.ToString()).ToArray(), rest.Gone.Length).ShouldBe(([], 0));

        // A later run accepts nothing more.
        repository.Replace(".buildkite/models/acme_model-1.yml", "soft_fail: true", "soft_fale: true");
        PlanFor(repository).Files.Select(file => file.Path).ShouldBeEmpty();
        Baseline
            .Read(files.Read(Baseline.UsualPath)!)
            .Apply(RepositoryChecks.Of(files, ImmutableDictionary<string, string>.Empty), files.Read)
            .New.Select(diagnostic => diagnostic.Location.Path)
            .Distinct()
            .ShouldBe([".buildkite/models/acme_model-1.yml"]);
    }

    [Fact]
    public void A_text_knows_whether_it_was_edited()
    {
        var text = OwnText.Marked("#!/bin/sh\necho\n");

        text.ShouldStartWith("#!/bin/sh\n# buildkiteci: written by Adopt, ");
        OwnText.Of(text).ShouldBe(OwnText.State.Own);
        OwnText.Of(text.ReplaceLineEndings("\r\n")).ShouldBe(OwnText.State.Own);
        OwnText.Of(text + "# mine\n").ShouldBe(OwnText.State.Edited);
        OwnText.Of("echo\n").ShouldBe(OwnText.State.Foreign);
        OwnText.Of(null).ShouldBe(OwnText.State.Absent);
    }

    [Fact]
    public void A_wanted_difference_that_there_is_none_of_is_named()
    {
        var wanted = WantedDifferences
            .Read(
                new SourceFile(
                    WantedDifferences.Path,
                    "wanted:\n  - { what: step added, name: \"tpu*\", reason: new tests }\n  - { what: meta-data, name: gone, reason: it "
                        + "was }\n"
                )
            )
            .Value!;
        var found = new Difference("step added", "tpu6e_x", "", null, "run") { Builds = ["nightly"] };

        wanted.Judge(found).Reason.ShouldBe("new tests");
        wanted.Judge(found with { Name = "cpu_x" }).Reason.ShouldBeNull();
        wanted.Unused([found]).Single().Name.ShouldBe("gone");
    }

    // The plan for a copy whose files are others: its builds are those that were observed.
    private AdoptionPlan PlanFor(OldRepository repository)
    {
        var files = new DiskFileTree(repository.Root);
        return AdoptionPlan.Make(
            files,
            adopted.Detected,
            BootstrapScripts.Find(files),
            WantedFile.Of(adopted.Builds),
            new AdoptionSettings("1.2.3")
        );
    }

    private static async Task<string[]> OpenAsync(OldRepository repository, string build) =>
        [
            .. (await Move.CompareAsync(repository.Root, build))
                .Differences.Where(difference => difference.Reason is null)
                .Select(difference => difference.ToString()),
        ];

    private static ImmutableArray<string> Snapshot(string root) =>
        [
            .. Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{Path.GetRelativePath(root, path)} {File.ReadAllText(path)}"),
        ];

    private static int Git(string root, params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = root }
        )!;
        git.WaitForExit();
        return git.ExitCode;
    }
}
