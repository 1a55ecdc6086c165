using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Tests.Running;

/// <summary>Jobs with hooks of the repository, and of plugins whose files are on this machine.</summary>
public sealed class HookedRunTests : IDisposable
{
    private readonly RunBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_plugin_in_the_repository_is_run_by_its_hooks_with_its_settings_and_is_not_named_as_passed_over()
    {
        Hook(
            "plugins/cache-buildkite-plugin",
            "environment",
            "export CACHE=\"$BUILDKITE_PLUGIN_CACHE_PATHS_0 $BUILDKITE_PLUGIN_CACHE_KEY_NAME $BUILDKITE_PLUGIN_NAME\"; exit 0"
        );
        Hook("plugins/cache-buildkite-plugin", "pre-command", "echo \"pre $CACHE\" >> order; mkdir -p sub; cd sub");
        Hook("plugins/cache-buildkite-plugin", "post-command", "echo \"post $BUILDKITE_COMMAND_EXIT_STATUS\" >> ../order");
        Hook("plugins/cache-buildkite-plugin", "pre-exit", "echo exit >> ../order");

        var result = await bench.RunAsync("""
            steps:
              - command: echo "command $CACHE" >> ../order
                plugins: [./plugins/cache-buildkite-plugin: { paths: ["{{matrix}}", b], key: { name: "it's \"k\"" } }]
                matrix: [a]
            """);

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["pre a it's \"k\" cache", "command a it's \"k\" cache", "post 0", "exit"]);
        bench.View.Lines.ShouldNotContain(line => line.Contains("not done on this machine", StringComparison.Ordinal));
        Directory.GetFiles(Path.Combine(bench.Build.StateFolder, "hooks")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_pre_command_hook_keeps_the_command_from_running_and_its_status_is_the_jobs()
    {
        Hook("plugins/check", "pre-command", "exit 7");
        Hook("plugins/check", "post-command", "echo post >> order");
        Hook("plugins/check", "pre-exit", "echo exit >> order");

        await bench.RunAsync("steps: [{ command: echo never >> order, plugins: [./plugins/check] }]");

        bench.View.Events.OfType<JobEnded>().ShouldHaveSingleItem().End.ExitStatus.ShouldBe(7);
        bench.Lines("order").ShouldBe(["exit"]);
    }

    [Theory]
    [InlineData("true", "exit 5", 5)]
    [InlineData("exit 4", "exit 5", 5)]
    [InlineData("exit 4", "exit 0", 4)]
    public async Task A_failing_post_command_hook_beats_the_command(string command, string hook, int status)
    {
        Hook(".buildkite", "post-command", hook);

        await bench.RunAsync($"steps: [{{ command: '{command}' }}]");

        bench.View.Events.OfType<JobEnded>().ShouldHaveSingleItem().End.ExitStatus.ShouldBe(status);
    }

    [Fact]
    public async Task The_repositorys_own_hooks_run_around_every_command_outside_those_of_plugins()
    {
        Hook(".buildkite", "pre-command", "echo pre repository >> order; unset GONE");
        Hook(".buildkite", "post-command", "echo post repository >> order");
        Hook("plugins/inner", "pre-command", "echo pre plugin >> order");
        Hook("plugins/inner", "post-command", "echo post plugin >> order");

        await bench.RunAsync(
            "steps: [{ command: 'echo command ${GONE-gone} >> order', env: { GONE: there }, plugins: [./plugins/inner] }]"
        );

        bench.Lines("order").ShouldBe(["pre repository", "pre plugin", "command gone", "post plugin", "post repository"]);
    }

    [Fact]
    public async Task A_command_hook_takes_the_place_of_the_command_and_a_step_needs_none()
    {
        Hook("plugins/runs", "command", "echo \"hook: $BUILDKITE_COMMAND\" >> order");

        var result = await bench.RunAsync(
            "steps: [{ key: a, command: echo never >> order, plugins: [./plugins/runs] }, { depends_on: a, plugins: [./plugins/runs] }]"
        );

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["hook: echo never >> order", "hook: "]);
    }

    [Fact]
    public async Task A_plugin_that_an_agent_of_this_machine_keeps_is_run_and_one_that_is_nowhere_is_named()
    {
        Hook("kept/github-com-acme-annotate-buildkite-plugin-v1", "pre-command", "echo $BUILDKITE_PLUGIN_ANNOTATE_STYLE >> order");
        bench.Inherited = bench.Inherited.Add("BUILDKITE_PLUGINS_PATH", Path.Combine(bench.Root.Path, "kept"));

        await bench.RunAsync("steps: [{ label: one, command: 'true', plugins: [acme/annotate#v1: { style: info }, acme/other#v1] }]");

        bench.Lines("order").ShouldBe(["info"]);
        bench.View.Lines.ShouldContain("pipeline.yml: not done on this machine: plugin acme/other#v1 of 'one'");
    }

    private void Hook(string folder, string phase, string text) =>
        bench.Root.Write($"{folder}/hooks/{phase}", $"#!/usr/bin/env bash\n{text}\n");
}
