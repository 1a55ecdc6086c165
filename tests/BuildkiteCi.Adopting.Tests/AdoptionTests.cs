using System.Collections.Immutable;
using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

public sealed class AdoptionTests
{
    [Fact]
    public async Task A_repository_with_a_bootstrap_moves_in_and_every_build_is_the_same_but_for_what_is_explained()
    {
        using var repository = new OldRepository();
        var (detected, plan, _) = await Move.PlanAsync(repository.Root);
        Move.Write(repository.Root, plan);

        detected.Questions.Single().ToString().ShouldStartWith(".buildkite/scripts/bootstrap_sandbox.sh: which slug has the pipeline");
        var compared = await Move.CompareAsync(repository.Root);
        compared.Differences.Where(difference => difference.Reason is null).Select(difference => $"{difference} in {string.Join(", ", difference.Builds)}").ShouldBeEmpty(repository.Read(".buildkite/ci.yml"));
        compared.Builds.Single(build => build.Observed.Scenario.Name == "nightly").Composed.Value!.Steps.Length.ShouldBeGreaterThan(10);

        // Nothing that was there is touched, and a second run has nothing to do.
        plan.Files.Where(file => file.Before is not null).ShouldBeEmpty();
        (await Move.PlanAsync(repository.Root)).Plan.Files.Select(file => file.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_differs_from_the_built_in_values_is_written_with_the_place_that_it_was_read_from()
    {
        using var repository = new OldRepository();
        var (_, plan, _) = await Move.PlanAsync(repository.Root);

        var settings = plan.Files.Single(file => file.Path == CiSettings.Path).After!;
        settings.ShouldNotContain("generations:");
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

    [Theory]
    [InlineData(".buildkite/suite.yml", "command: pytest tests }", "command: pytest tests --new }")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "JOB_PRIORITY=10", "JOB_PRIORITY=11", "step tpu6e_suite: priority: 11 -> 10", "meta-data JOB_PRIORITY: 11 -> 10")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "TPU_QUEUE_MULTI=tpu_v7x_8_queue", "TPU_QUEUE_MULTI=tpu_v7x_16_queue", "step tpu7x_suite: agents: { \"queue\": \"tpu_v7x_16_queue\" } -> { \"queue\": \"tpu_v7x_8_queue\" }")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "v7x; upload .buildkite/suite.yml", "v7x; upload .buildkite/suite.yml; upload .buildkite/sandbox.yml", "step missing: try_it")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "v7x; upload .buildkite/suite.yml", "v7x", "step added: tpu7x_suite")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "night-watch@example.com", "day-watch@example.com", "notify: { \"email\": \"day-watch@example.com\", \"if\": \"build.state == \\\"failed\\\"\" } -> (none)")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "*\"go-ahead\"*", "*\"please\"*", "exit status: 0 -> 1")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "unset SUITE_LABEL", "buildkite-agent meta-data set EXTRA 1\nunset SUITE_LABEL", "meta-data EXTRA: 1 -> (none)")]
    [InlineData(".buildkite/scripts/bootstrap.sh", "Suite on Ironwood", "Suite on the new one", "step tpu7x_suite: group: Suite on the new one -> Suite on Ironwood")]
    public async Task A_difference_that_comes_later_is_found_and_none_is_invented(string file, string before, string after, params string[] found)
    {
        using var repository = new OldRepository(models: 1);
        Move.Write(repository.Root, (await Move.PlanAsync(repository.Root)).Plan);
        repository.Replace(file, before, after);

        var compared = await Move.CompareAsync(repository.Root);

        var open = compared.Differences.Where(difference => difference.Reason is null).Select(difference => difference.ToString()).ToArray();
        // A file that both upload is the same in both, whatever is changed in it.
        if (found.Length == 0) open.ShouldBeEmpty();
        foreach (var one in found) open.ShouldContain(one);
    }

    [Fact]
    public async Task Nothing_leaves_the_machine_and_no_token_reaches_a_script()
    {
        using var repository = new OldRepository(models: 1);
        repository.Replace(".buildkite/scripts/bootstrap.sh", "upload note.yml\n", "env >seen.txt; buildkite-agent meta-data set seen \"$(cat seen.txt)\"\ngit push origin main || true\ncurl -s https://example.com || true\ndocker pull x || true\nupload note.yml\n");
        Environment.SetEnvironmentVariable("GITHUB_PAT", "hunter2-token");

        var (detected, _, builds) = await Move.PlanAsync(repository.Root);

        var nightly = builds.Single(build => build.Scenario.Name == "nightly");
        nightly.MetaData["seen"].ShouldNotContain("hunter2-token");
        nightly.Refused.ShouldBe(["git push origin main", "curl https://example.com", "docker pull x"]);
        detected.Questions.Select(question => question.Text).ShouldContain("'docker pull x' was not run while the build was observed; does what it answers decide what is uploaded?");
        File.Exists(Path.Combine(repository.Root, "seen.txt")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_running_anything_what_cannot_be_known_is_asked()
    {
        using var repository = new OldRepository(models: 1);
        var files = new DiskFileTree(repository.Root);

        var detected = CiDetection.Of(files, BootstrapScripts.Find(files), ScriptText.Read(files), []);

        detected.Questions.Single().Location.Path.ShouldBe(".buildkite/scripts/bootstrap.sh");
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Everything_is_undone_and_what_was_edited_stays_unless_it_is_asked_for()
    {
        using var repository = new OldRepository(models: 1);
        repository.Write(".gitignore", "build/\n");
        var before = Snapshot(repository.Root);
        Move.Write(repository.Root, (await Move.PlanAsync(repository.Root)).Plan);
        repository.Write(CiSettings.Path, repository.Read(CiSettings.Path) + "# mine\n");

        var undone = AdoptionPlan.Undo(new DiskFileTree(repository.Root), editedToo: false);
        undone.Notes.Single().ShouldStartWith(CiSettings.Path);
        Move.Write(repository.Root, AdoptionPlan.Undo(new DiskFileTree(repository.Root), editedToo: true));

        Snapshot(repository.Root).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_is_somebody_elses_is_never_written_and_another_name_is_taken()
    {
        using var repository = new OldRepository(models: 1);
        repository.Write("build.sh", "make\n");
        repository.Write(CiSettings.Path, "queues: { cpu: {} }\n");

        var (_, plan, _) = await Move.PlanAsync(repository.Root);

        plan.Files.Select(file => file.Path).ShouldContain("buildkiteci.sh");
        plan.Files.Select(file => file.Path).ShouldNotContain("build.sh");
        plan.Files.Select(file => file.Path).ShouldNotContain(CiSettings.Path);
        plan.Notes.ShouldContain($"{CiSettings.Path} is the repository's own and stays");
        plan.Files.Single(file => file.Path == ".buildkite/scripts/bootstrap_buildkiteci.sh").After!.ShouldContain("exec ./buildkiteci.sh --target=GeneratePipeline");
    }

    [Fact]
    public async Task An_empty_repository_gets_its_one_step_and_an_empty_catalogue()
    {
        using var folder = new TemporaryFolder();
        var (detected, plan, _) = await Move.PlanAsync(folder.Path);
        Move.Write(folder.Path, plan);

        detected.Questions.ShouldBeEmpty();
        plan.Files.Select(file => file.Path).ShouldBe([CiSettings.Path, "build.sh", "build.ps1", ".buildkite/scripts/bootstrap.sh", ".buildkite/pipeline.yml", ".gitignore"]);
        CiSettings.Read(new DiskFileTree(folder.Path)).Diagnostics.ShouldBeEmpty();
        (await Move.PlanAsync(folder.Path)).Plan.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_repository_whose_keys_name_no_generation_has_the_one_of_its_queues()
    {
        var files = new MemoryFileTree((".buildkite/pipeline.yml", "steps:\n  - { key: unit, agents: { queue: tpu_v5e_queue }, command: pytest }\n  - { key: big, agents: { queue: tpu_v5e_8_queue }, command: pytest }\n  - { key: more, agents: { queue: tpu_v5e_queue }, command: pytest }\n"));

        var detected = CiDetection.Of(files, BootstrapScripts.Find(files), ScriptText.Read(files), []);

        detected.Generations.Single().Generation.ShouldBe(new Generation("v5e", "tpu5e", "v5", "tpu_v5e_queue", "tpu_v5e_8_queue", 1, 8));
    }

    [Fact]
    public async Task What_is_written_is_never_ignored()
    {
        using var repository = new OldRepository(models: 1);
        repository.Write(".gitignore", "*.sh\n*.yml\n.buildkite/\nbuild*\nartifacts");
        Git(repository.Root, "init", "--quiet");
        var (_, plan, _) = await Move.PlanAsync(repository.Root);
        Move.Write(repository.Root, plan);

        foreach (var file in plan.Files.Where(file => file.Path != ".gitignore")) Git(repository.Root, "check-ignore", "--quiet", "--no-index", file.Path).ShouldBe(1, file.Path);
        Git(repository.Root, "check-ignore", "--quiet", ".buildkite-local/x").ShouldBe(0);
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
        var wanted = WantedDifferences.Read(new SourceFile(WantedDifferences.Path, "wanted:\n  - { what: step added, name: \"tpu*\", reason: new tests }\n  - { what: meta-data, name: gone, reason: it was }\n")).Value!;
        var found = new Difference("step added", "tpu6e_x", "", null, "run") { Builds = ["nightly"] };

        wanted.Judge(found).Reason.ShouldBe("new tests");
        wanted.Judge(found with { Name = "cpu_x" }).Reason.ShouldBeNull();
        wanted.Unused([found]).Single().Name.ShouldBe("gone");
    }

    private static ImmutableArray<string> Snapshot(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{Path.GetRelativePath(root, path)} {File.ReadAllText(path)}")];

    private static int Git(string root, params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = root })!;
        git.WaitForExit();
        return git.ExitCode;
    }
}
