using Cake.Core.Diagnostics;

namespace Cake.Frosting.Tests.Arguments;

public sealed class HostOptionTests
{
    private sealed class Compile : NotingTask;

    [IsDependentOn(typeof(Compile))]
    private sealed class Link : NotingTask;

    [TaskName("Default")]
    [IsDependentOn(typeof(Link))]
    private sealed class DefaultTask : NotingTask;

    [TaskName("Default")]
    private sealed class TellVerbosity : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note($"{context.Log.Verbosity}");
    }

    [TaskName("Default")]
    private sealed class Talk : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            context.Log.Information("as usual");
            context.Log.Verbose("in detail");
        }
    }

    private static BuildUnderTest.Ran RunAll(params string[] arguments) => BuildUnderTest.Of<DefaultTask, Link, Compile>().Run(arguments);

    [Fact]
    public void Without_a_target_the_one_called_Default_runs() =>
        RunAll().Journal.ShouldBe([nameof(Compile), nameof(Link), nameof(DefaultTask)]);

    [Theory]
    [InlineData("--target=Link")]
    [InlineData("--target", "Link")]
    [InlineData("--Target=Link")]
    [InlineData("-t=Link")]
    [InlineData("-t", "Link")]
    public void The_target_can_be_written_in_several_ways(params string[] arguments) =>
        RunAll(arguments).Journal.ShouldBe([nameof(Compile), nameof(Link)]);

    [Fact]
    public void Several_targets_run_in_one_build_and_what_they_share_once() =>
        RunAll("--target=Link", "--target=Compile").Journal.ShouldBe([nameof(Compile), nameof(Link)]);

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    [InlineData("--exclusive=true")]
    public void An_exclusive_target_runs_without_its_dependencies(string option) =>
        RunAll("--target=Link", option).Journal.ShouldBe([nameof(Link)]);

    [Fact]
    public void A_switch_can_be_turned_off() =>
        RunAll("--target=Link", "--exclusive", "false").Journal.ShouldBe([nameof(Compile), nameof(Link)]);

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    [InlineData("--WhatIf")]
    [InlineData("--tree")]
    [InlineData("--showtree")]
    [InlineData("--description")]
    [InlineData("--descriptions")]
    [InlineData("--showdescription")]
    [InlineData("--showdescriptions")]
    [InlineData("--version")]
    [InlineData("--ver")]
    [InlineData("--info")]
    [InlineData("--help")]
    [InlineData("-h")]
    public void No_task_runs_where_something_is_only_shown(string option)
    {
        var ran = RunAll(option);

        ran.ExitStatus.ShouldBe(0);
        ran.Journal.ShouldBeEmpty();
        ran.Output.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_version_is_that_of_the_engine() => RunAll("--version").Output.ShouldBe("7.0.0\n");

    [Fact]
    public void The_information_names_the_version() => RunAll("--info").Output.ShouldContain("Version: 7.0.0\n");

    [Fact]
    public void The_help_wins_over_all_other_options_even_wrong_ones()
    {
        var ran = RunAll("--tree", "--help", "--version", "--verbosity=loud");

        ran.ExitStatus.ShouldBe(0);
        ran.Output.ShouldStartWith("USAGE:");
    }

    [Theory]
    [InlineData("Quiet", Verbosity.Quiet)]
    [InlineData("minimal", Verbosity.Minimal)]
    [InlineData("NORMAL", Verbosity.Normal)]
    [InlineData("v", Verbosity.Verbose)]
    [InlineData("diag", Verbosity.Diagnostic)]
    public void The_verbosity_is_a_name_or_the_beginning_of_one(string text, Verbosity verbosity) =>
        BuildUnderTest.Of<TellVerbosity>().Run("--verbosity", text).Journal.ShouldBe([$"{verbosity}"]);

    [Fact]
    public void The_verbosity_is_normal_where_none_is_given() => BuildUnderTest.Of<TellVerbosity>().Run().Journal.ShouldBe(["Normal"]);

    [Theory]
    [InlineData("-v=Quiet", false, false)]
    [InlineData("-v=Normal", true, false)]
    [InlineData("-v=Verbose", true, true)]
    public void The_verbosity_decides_what_a_task_can_say(string option, bool usual, bool detail)
    {
        var output = BuildUnderTest.Of<Talk>().Run(option).Output;

        output.Contains("as usual", StringComparison.Ordinal).ShouldBe(usual);
        output.Contains("in detail", StringComparison.Ordinal).ShouldBe(detail);
    }

    [Fact]
    public void An_unknown_target_is_named()
    {
        var ran = RunAll("--target=Nonsense");

        ran.ExitStatus.ShouldBe(2);
        ran.Error.ShouldBe("Error: The target 'Nonsense' was not found.\n");
        ran.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_target_in_a_dry_run_is_named() =>
        RunAll("--target=Nonsense", "--dryrun").Error.ShouldBe("Error: The target 'Nonsense' was not found.\n");

    [Fact]
    public void A_misspelt_target_is_named_with_what_was_probably_meant() =>
        RunAll("--target=Complie", "--target=Likn").Error.ShouldBe(
            "Error: The target 'Complie' was not found. Did you mean 'Compile'?\nError: The target 'Likn' was not found.\n");

    [Fact]
    public void All_faults_of_the_command_line_are_told_in_one_run_and_no_task_runs()
    {
        var ran = RunAll("AddModel", "-target=Link", "--verbosity=loud", "--tree=maybe", "--working=", "--n", "--target", "--", "--=x");

        ran.ExitStatus.ShouldBe(2);
        ran.Journal.ShouldBeEmpty();
        ran.Error.ShouldBe("""
            Error: Unexpected argument 'AddModel'; options are written --name=value, and a target --target=AddModel
            Error: Unknown option '-target'; a name of more than one letter has two dashes: '--target'
            Error: Unknown option '--n'; a name of one letter has one dash: '-n'
            Error: Unexpected argument '--'; an option has a name: --name=value
            Error: Option '--target' needs a value: --target=<TARGET>
            Error: Option '--tree' is a switch; 'maybe' is neither true nor false
            Error: The value 'loud' is not a valid verbosity; choose one of Quiet, Minimal, Normal, Verbose, Diagnostic
            Error: Option '--working' needs a value: --working=<PATH>

            """.ReplaceLineEndings("\n"));
    }
}
