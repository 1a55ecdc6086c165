using System.Text.RegularExpressions;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Cake.Buildkite.Tests;

public sealed partial class ModuleTests
{
    [Fact]
    public async Task A_passing_build_is_a_row_of_log_groups()
    {
        var build = new Build();

        await build.RunAsync("Pack", passing: true);

        Golden.Check("Module/passing.golden.txt", Steady(build.Console.Text));
    }

    [Fact]
    public async Task A_failing_build_opens_the_group_that_failed_and_ends_with_the_reason()
    {
        var build = new Build();

        (await build.RunAsync("Pack", passing: false)).ShouldBe(1);

        Golden.Check("Module/failing.golden.txt", Steady(build.Console.Text));
    }

    [Theory]
    [InlineData(true, "success")]
    [InlineData(false, "error")]
    public async Task The_build_is_summed_up_in_one_annotation_of_its_step_and_target(bool passing, string style)
    {
        var build = new Build(annotation: "always");

        await build.RunAsync("Pack", passing);

        var call = build.Agent.Calls.ShouldHaveSingleItem();
        call.Arguments.ShouldBe(["annotate", "--context=cake-0190-step-2-Pack", $"--style={style}"]);
        Golden.Check($"Module/{(passing ? "passing" : "failing")}.golden.md", Steady(call.Input));
    }

    [Fact]
    public async Task A_failure_that_the_build_goes_on_behind_makes_it_orange()
    {
        var build = new Build();
        build.Engine.RegisterTask("Lint").Does(() => throw new CakeException("3 warnings")).ContinueOnError();

        (await build.RunTargetAsync("Lint")).ShouldBe(0);

        build.Agent.Calls.ShouldHaveSingleItem().Arguments.ShouldContain("--style=warning");
    }

    [Theory]
    [InlineData("never", false, 0)]
    [InlineData("failure", true, 0)]
    [InlineData("FAILURE", false, 1)]
    [InlineData(null, true, 0)]
    [InlineData(null, false, 1)]
    [InlineData("always", true, 1)]
    [InlineData("sometimes", true, 0)]
    [InlineData("sometimes", false, 1)]
    public async Task The_configuration_sets_when_the_annotation_is_made(string? when, bool passing, int annotations)
    {
        var build = new Build(annotation: when);

        await build.RunAsync("Pack", passing);

        build.Agent.Calls.Count.ShouldBe(annotations);
        build.Console.Text.Contains("none of 'always', 'failure' and 'never'", StringComparison.Ordinal).ShouldBe(when == "sometimes");
    }

    [Fact]
    public async Task A_build_does_not_fail_for_want_of_its_annotation()
    {
        var build = new Build(
            annotation: "always",
            agent: new(RecordedAgent.Failed("buildkite-agent: fatal: POST https://x: 401 Unauthorized"))
        );

        (await build.RunAsync("Pack", passing: true)).ShouldBe(0);

        build.Console.Text.ShouldContain("The build's summary could not be shown as an annotation: buildkite-agent annotate");
    }

    [Fact]
    public async Task A_hostile_environment_does_not_fail_the_build()
    {
        var build = new Build(annotation: "always");
        build.Environment.GetEnvironmentVariable("BUILDKITE_BUILD_URL").Returns("nowhere");

        (await build.RunAsync("Pack", passing: true)).ShouldBe(0);

        build.Console.Text.ShouldContain("BUILDKITE_BUILD_URL is 'nowhere'");
    }

    [Fact]
    public async Task A_tasks_group_begins_before_what_its_setup_writes()
    {
        var build = new Build();
        build.Engine.RegisterTaskSetupAction(info => build.Log.Information($"before {info.Task.Name}"));
        build.Engine.RegisterTaskTeardownAction(info => build.Log.Information($"after {info.Task.Name}"));

        await build.RunAsync("Pack", passing: true);

        Golden.Check("Module/task-setup.golden.txt", Steady(build.Console.Text));
    }

    [Fact]
    public async Task A_failing_setup_is_told_in_its_own_group()
    {
        var build = new Build();
        build.Engine.RegisterSetupAction(_ => throw new InvalidOperationException("no token"));

        await build.RunAsync("Pack", passing: true);

        build.Console.Text.ShouldBe("~~~ Setup\n\u001b[1;31mno token\u001b[0m\n^^^ +++\n\u001b[1;31mError: no token\u001b[0m\n");
    }

    [Fact]
    public async Task The_last_error_of_a_host_that_knows_no_module_stands_in_an_open_group()
    {
        var build = new Build(hostLog: console => new CakeBuildLog(console));

        await build.RunAsync("Pack", passing: false);

        Steady(build.Console.Text)
            .Split('\n')
            .SkipWhile(line => !line.StartsWith("Total:", StringComparison.Ordinal))
            .Skip(1)
            .First()
            .ShouldBe("+++ :x: Failed");
    }

    [Fact]
    public async Task Several_targets_of_one_script_are_summed_up_in_one_annotation()
    {
        var build = new Build(annotation: "always");
        build.Engine.RegisterTask("Lint").Does(() => throw new CakeException("3 warnings")).ContinueOnError();
        build.Engine.RegisterTask("Docs").Does(() => { });

        await build.RunTargetAsync("Lint");
        await build.RunTargetAsync("Docs");

        build.Agent.Calls.Select(call => call.Arguments[1]).Distinct().ShouldHaveSingleItem();
        build.Agent.Calls[^1].Arguments.ShouldContain("--style=warning");
        build.Agent.Calls[^1].Input.ShouldContain("3 warnings");
        build.Agent.Calls[^1].Input.ShouldContain("<summary>2 tasks, 1 failed</summary>");
        build.Agent.Calls[^1].Input.ShouldContain("| Docs |");
    }

    [Fact]
    public async Task A_task_that_annotated_for_itself_gets_no_second_annotation()
    {
        var build = new Build();
        build.Engine.RegisterTask("Lint").Does(() =>
        {
            build.OwnAgent.Annotations.Annotate("3 warnings in 2 files", new() { Context = "lint" });
            throw new CakeException("3 warnings");
        });

        (await build.RunTargetAsync("Lint")).ShouldBe(1);

        build.Agent.Calls.ShouldHaveSingleItem().Arguments.ShouldContain("--context=lint");
    }

    [Fact]
    public async Task An_annotation_of_an_earlier_task_is_none_of_the_task_that_failed()
    {
        var build = new Build();
        build.Engine.RegisterTask("Report").Does(() => build.OwnAgent.Annotations.Annotate("12 tests", new() { Context = "tests" }));
        build.Engine.RegisterTask("Lint").IsDependentOn("Report").Does(() => throw new CakeException("3 warnings"));

        (await build.RunTargetAsync("Lint")).ShouldBe(1);

        build.Agent.Calls.Select(call => call.Arguments[1]).ShouldBe(["--context=tests", "--context=cake-0190-step-2-Pack"]);
    }

    [Fact]
    public void Off_Buildkite_the_module_registers_nothing()
    {
        var registrar = Substitute.For<ICakeContainerRegistrar>();

        new BuildkiteModule(_ => null).Register(registrar);
        new BuildkiteModule(name => name == "CI" ? "true" : "").Register(registrar);

        registrar.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public void A_task_name_cannot_break_out_of_its_heading()
    {
        var console = new RecordedConsole();

        new LogGroups(console).Begin("a\n+++ b");

        console.Text.ShouldBe("--- a +++ b\n");
    }

    [Fact]
    public void Messages_with_braces_and_without_arguments_are_written_as_they_are()
    {
        var console = new RecordedConsole();
        var log = new BuildkiteLog(console, new LogGroups(console), new AnnotationCount());

        log.Write(Verbosity.Normal, LogLevel.Information, "{ not a format }");
        log.Information("{0} of {1}", 1, 2);
        log.Warning("two\nlines");
        log.Verbose("unseen");

        console.Text.ShouldBe("{ not a format }\n1 of 2\n\u001b[1;33mtwo\u001b[0m\n\u001b[1;33mlines\u001b[0m\n");
    }

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(185, "3 min 5 s")]
    [InlineData(90_000, "25 h 0 min")]
    public void Durations_are_written_for_people(double seconds, string text) =>
        BuildSummary.Time(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void A_long_target_keeps_the_context_within_its_limit() =>
        SummaryAnnotation.ContextOf(new(new Build().Environment), new string('x', 200)).Length.ShouldBe(100);

    /// <summary>Durations differ from run to run.</summary>
    private static string Steady(string text) => Seconds().Replace(text, "0.0 s");

    [GeneratedRegex(@"\d+\.\d s", RegexOptions.None, 1000)]
    private static partial Regex Seconds();

    /// <summary>A build on Cake's own engine and services, with the module.</summary>
    private sealed class Build
    {
        private readonly ServiceProvider services;

        private readonly Func<IConsole, ICakeLog>? hostLog;

        /// <param name="annotation">The configuration value.</param>
        /// <param name="agent">What the module asks; null: one that does all it is asked.</param>
        /// <param name="hostLog">The log in which the host writes the last error; null: the build's own, as Frosting does.</param>
        public Build(string? annotation = null, RecordedAgent? agent = null, Func<IConsole, ICakeLog>? hostLog = null)
        {
            this.hostLog = hostLog;
            Agent = agent ?? new RecordedAgent();
            Environment.GetEnvironmentVariable("BUILDKITE_STEP_ID").Returns("0190-step");
            Environment.GetEnvironmentVariable("BUILDKITE_PARALLEL_JOB").Returns("2");
            Environment.GetEnvironmentVariable("BUILDKITE_BUILD_URL").Returns("https://buildkite.com/acme/app/builds/7");
            Environment.GetEnvironmentVariable("BUILDKITE_JOB_ID").Returns("0190-job");
            Environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath("/work"));
            var arguments = Substitute.For<ICakeArguments>();
            arguments.GetArguments("target").Returns(["Pack"]);
            var configuration = Substitute.For<ICakeConfiguration>();
            configuration.GetValue("Buildkite_Annotation").Returns(annotation);
            services = new ServiceCollection()
                .UseModule<CoreModule>()
                .UseModule(new BuildkiteModule(name => name == "BUILDKITE" ? "true" : null))
                .AddSingleton<IConsole>(Console)
                .AddSingleton(Environment)
                .AddSingleton(arguments)
                .AddSingleton(configuration)
                .AddSingleton(new ModuleAgent(Agent.Start()))
                .BuildServiceProvider();
        }

        public RecordedConsole Console { get; } = new();

        public ICakeEnvironment Environment { get; } = Substitute.For<ICakeEnvironment>();

        public RecordedAgent Agent { get; }

        public ICakeLog Log => services.GetRequiredService<ICakeLog>();

        /// <summary>The add-in's agent, as a task uses it: with the build's log.</summary>
        public BuildkiteAgent OwnAgent => new(Agent.Tool(Log));

        public ICakeEngine Engine => services.GetRequiredService<ICakeEngine>();

        public Task<int> RunAsync(string target, bool passing)
        {
            var log = services.GetRequiredService<ICakeLog>();
            Engine.RegisterSetupAction(_ => log.Information("preparing"));
            Engine.RegisterTask("Restore").Does(() => log.Information("restored"));
            Engine.RegisterTask("Sign").WithCriteria(() => false, "no key").Does(() => log.Information("signed"));
            Engine.RegisterTask("Test").IsDependentOn("Restore").Does(() =>
            {
                log.Warning("1 test is slow");
                if (!passing) throw new InvalidOperationException("2 of 12 tests failed:\n  Adds | two\n  Adds_three");
            });
            Engine.RegisterTask("Pack").IsDependentOn("Sign").IsDependentOn("Test").Does(() => log.Information("packed"));
            return RunTargetAsync(target);
        }

        /// <summary>As Cake's hosts do it: run, print the report, log what was thrown.</summary>
        public async Task<int> RunTargetAsync(string target)
        {
            var log = services.GetRequiredService<ICakeLog>();
            var host = new BuildScriptHost<ICakeContext>(
                Engine,
                services.GetRequiredService<IExecutionStrategy>(),
                Substitute.For<ICakeContext>(),
                services.GetRequiredService<ICakeReportPrinter>(),
                services.GetRequiredService<ICakeConfiguration>(), log);
            try
            {
                await host.RunTargetAsync(target);
                return 0;
            }
            catch (CakeReportException exception)
            {
                return (hostLog?.Invoke(Console) ?? log).LogException(exception.InnerException!);
            }
        }
    }
}
