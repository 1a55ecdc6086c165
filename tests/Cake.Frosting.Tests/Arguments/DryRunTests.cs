using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Cake.Frosting.Tests.Arguments;

/// <summary>Every option name of Cake's own hosts, and what may run where it is given.</summary>
public sealed class DryRunTests
{
    // What the two hosts of Cake 7 list in their help, aliases included, and what each is for.
    private static readonly (string[] Names, bool Runs)[] HostNames =
    [
        (["--dryrun", "--noop", "--whatif"], false),
        (["--tree", "--showtree"], false),
        (["--description", "--descriptions", "--showdescription", "--showdescriptions"], false),
        (["--version", "--ver"], false),
        (["--info"], false),
        (["--help", "-h"], false),
        (["--exclusive", "-e"], true),
        (["--target=Default", "--Target=Default", "-t=Default"], true),
        (["--verbosity=Normal", "-v=Normal"], true),
        (["--working=.", "-w=."], true),
        // The script host's own, about its script: a Frosting build gets them as arguments.
        (["--bootstrap", "--skip-bootstrap", "--debug", "-d", "--invalidate-script-cache"], true),
    ];

    public static TheoryData<string, bool> Names()
    {
        var rows = new TheoryData<string, bool>();
        foreach (var (names, runs) in HostNames)
        {
            foreach (
                var name in names.Concat(
                    names
                        .Where(name => name.StartsWith("--", StringComparison.Ordinal))
                        .Select(name => name.ToUpperInvariant().Replace("DEFAULT", "Default", StringComparison.Ordinal))
                )
            )
                rows.Add(name, runs);
        }

        return rows;
    }

    [TaskName("Default")]
    private sealed class EverythingTask(Journal journal) : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Note("task");

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context) => _ = Note("error");

        public void Finally(ICakeContext context) => _ = Note("finally");

        private Task Note(string line)
        {
            journal.Lines.Add(line);
            return Task.CompletedTask;
        }
    }

    private sealed class Lifetime(Journal journal) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Lines.Add("setup");

        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Lines.Add("teardown");
    }

    private sealed class TaskLifetime(Journal journal) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Lines.Add("task setup");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => journal.Lines.Add("task teardown");
    }

    private sealed class NotingInstaller(Journal journal) : IToolInstaller
    {
        public void Install(PackageReference tool) => journal.Lines.Add("tool");
    }

    private static BuildUnderTest Everything() =>
        BuildUnderTest.Of<EverythingTask>().With(host => host
            .UseLifetime<Lifetime>().UseTaskLifetime<TaskLifetime>().InstallTool(new Uri("nuget:?package=Lint"))
            .ConfigureServices(services => services.AddSingleton<IToolInstaller, NotingInstaller>()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_a_name_only_shows_something_nothing_of_the_build_runs(string name, bool runs)
    {
        var ran = Everything().Run(name);

        ran.ExitStatus.ShouldBe(0, ran.Error);
        if (runs) ran.Journal.ShouldContain("task");
        else ran.Journal.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dry_run_runs_nothing_whatever_stands_beside_it(string name, bool runs)
    {
        foreach (var dry in (string[])["--dryrun", "--noop", "--whatif"])
        {
            Everything().Run(dry, name).Journal.ShouldBeEmpty($"{dry} {name} ({runs})");
            Everything().Run(name, dry).Journal.ShouldBeEmpty($"{name} {dry} ({runs})");
        }
    }

    [Fact]
    public void All_names_of_the_host_are_among_those_tried() =>
        HostOption.All.SelectMany(option => option.OtherNames.Prepend(option.Name)).Select(name => $"--{name}")
            .Except(HostNames.SelectMany(row => row.Names).Select(name => name.Split('=')[0])).ShouldBeEmpty();

    [Fact]
    public void Each_mode_of_the_host_but_one_runs_nothing()
    {
        var shown = HostOption.All.Where(option => option.Mode != HostMode.Run).ToList();

        shown.Select(option => option.Mode).ShouldBe(Enum.GetValues<HostMode>().Except([HostMode.Run]), ignoreOrder: true);
        foreach (var option in shown) Everything().Run($"--{option.Name}").Journal.ShouldBeEmpty(option.Name);
    }

    /// <summary>An engine that ran all it is given, were there anything to run.</summary>
    [Fact]
    public void Even_an_engine_that_takes_a_dry_run_for_a_real_one_finds_nothing_to_run()
    {
        var engine = DispatchProxy.Create<ICakeEngine, RunsAllTheSame>();
        var ran = Everything().With(host => host.ConfigureServices(services => services.AddSingleton(provider =>
        {
            ((RunsAllTheSame)engine).Usual = ActivatorUtilities.CreateInstance<CakeEngine>(provider);
            ((RunsAllTheSame)engine).Strategy = ActivatorUtilities.CreateInstance<DefaultExecutionStrategy>(provider);
            return engine;
        }))).Run("--whatif");

        ((RunsAllTheSame)engine).Ran.ShouldBeTrue(ran.Error);
        ran.Journal.ShouldBeEmpty();
    }

    public class RunsAllTheSame : DispatchProxy
    {
        public ICakeEngine Usual { get; set; } = Substitute.For<ICakeEngine>();

        public IExecutionStrategy? Strategy { get; set; }

        public bool Ran { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(ICakeEngine.RunTargetAsync))
            {
                args![1] = Strategy;
                Ran = true;
            }

            return targetMethod.Invoke(Usual, args);
        }
    }
}
