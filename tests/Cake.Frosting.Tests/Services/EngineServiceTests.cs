using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;
using Spectre.Console.Cli;

namespace Cake.Frosting.Tests.Services;

/// <summary>The engine's own services: seen, decorated, replaced, removed, and asked for.</summary>
public sealed class EngineServiceTests
{
    [TaskName("Default")]
    private sealed class Talk : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Log.Information("from the task");
    }

    [TaskName("Default")]
    private sealed class AskForEverything(
        FrostingContext plain, IFrostingContext context, VersionFeature version, InfoFeature info, ICakeVersionFeature versionByInterface,
        BuildScriptHost<IFrostingContext> host,
        DryRunScriptHost<IFrostingContext> dryHost,
        TreeScriptHost tree,
        DescriptionScriptHost descriptions,
        IRemainingArguments remaining,
        ICakeArguments arguments,
        ICakeConfiguration configuration,
        CancellationToken stopping
    ) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext journal)
        {
            object?[] services =
            [
                plain,
                context,
                version,
                info,
                versionByInterface,
                host,
                dryHost,
                tree,
                descriptions,
                remaining,
                arguments,
                configuration,
            ];
            journal.Note($"{services.Count(service => service is not null)} services, stopping: {stopping.IsCancellationRequested}");
            journal.Note($"one context: {ReferenceEquals(context, journal)}, one feature: {ReferenceEquals(version, versionByInterface)}");
        }
    }

    private sealed class QuotingLog(ICakeLog inner) : ICakeLog
    {
        public Verbosity Verbosity
        {
            get => inner.Verbosity;
            set => inner.Verbosity = value;
        }

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
            inner.Write(verbosity, level, $"> {format}", args);
    }

    [Fact]
    public void The_engines_services_are_there_to_be_seen()
    {
        IServiceCollection? seen = null;
        new CakeHost().ConfigureServices(services => seen = services);

        seen!.Count.ShouldBeInRange(45, 60);
        foreach (
            var type in (Type[])
                [
                    typeof(ICakeLog),
                    typeof(IConsole),
                    typeof(ICakeReportPrinter),
                    typeof(ICakeConfiguration),
                    typeof(ICakeEngine),
                    typeof(ICakeContext),
                    typeof(ICakeDataService),
                    typeof(IExecutionStrategy),
                    typeof(ICakeEnvironment),
                    typeof(ICakeRuntime),
                    typeof(ICakePlatform),
                    typeof(IFileSystem),
                    typeof(IGlobber),
                    typeof(IProcessRunner),
                    typeof(IRegistry),
                    typeof(IToolRepository),
                    typeof(IToolResolutionStrategy),
                    typeof(IToolLocator),
                    typeof(Core.Tooling.IToolInstaller),
                    typeof(IToolInstaller),
                    typeof(IFrostingContext),
                    typeof(FrostingContext),
                    typeof(IVersionResolver),
                    typeof(VersionFeature),
                    typeof(InfoFeature),
                ]
        )
        {
            seen.Count(service => service.ServiceType == type).ShouldBe(1, type.Name);
        }
    }

    [Fact]
    public void The_engines_log_can_be_decorated()
    {
        var ran = BuildUnderTest
            .Of<Talk>()
            .With(host =>
                host.ConfigureServices(services =>
                {
                    var usual = services.Last(service => service.ServiceType == typeof(ICakeLog));
                    services.Replace(
                        ServiceDescriptor.Singleton<ICakeLog>(provider => new QuotingLog((ICakeLog)usual.ImplementationFactory!(provider)))
                    );
                })
            )
            .Run();

        ran.ExitStatus.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("> from the task\n");
    }

    [Fact]
    public void The_engines_log_can_be_removed_for_another()
    {
        var log = Substitute.For<ICakeLog>();
        var ran = BuildUnderTest
            .Of<Talk>()
            .With(host => host.ConfigureServices(services => services.RemoveAll<ICakeLog>().AddSingleton(log)))
            .Run();

        ran.ExitStatus.ShouldBe(0);
        log.Received().Write(Verbosity.Normal, LogLevel.Information, "{0}", Arg.Is<object[]>(args => (string)args[0] == "from the task"));
    }

    [Fact]
    public void A_build_that_removes_what_the_host_needs_is_told_what()
    {
        var ran = BuildUnderTest.Of<Talk>().With(host => host.ConfigureServices(services => services.RemoveAll<ICakeEngine>())).Run();

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldContain("Cake.Core.ICakeEngine");
    }

    [Fact]
    public void A_task_may_ask_for_what_the_host_itself_uses() =>
        BuildUnderTest
            .Of<AskForEverything>()
            .Run()
            .Journal.ShouldBe(["12 services, stopping: False", "one context: True, one feature: True"]);

    [Fact]
    public void The_arguments_can_be_the_builds_own()
    {
        var own = Substitute.For<ICakeArguments>();
        own.GetArguments().Returns(new Dictionary<string, ICollection<string>>());
        BuildUnderTest
            .Of<TellArguments>()
            .With(host => host.ConfigureServices(services => services.AddSingleton(own)))
            .Run("--more")
            .Journal.ShouldBe(["0"]);
    }

    [TaskName("Default")]
    private sealed class TellArguments(ICakeArguments arguments) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note($"{arguments.GetArguments().Count}");
    }

    [Fact]
    public void One_host_can_run_twice_with_other_arguments()
    {
        var journal = new Journal();
        var host = new CakeHost().UseContext<JournalContext>().UseCakeSetting("Settings_NoReport", "true")
            .ConfigureServices(services => services.AddSingleton(journal).AddSingleton<IFrostingTask, TellTarget>());

        host.Run(["--verbosity=Quiet", "--what=one"]).ShouldBe(0);
        host.Run(["--verbosity=Quiet", "--what=two"]).ShouldBe(0);

        journal.Lines.ShouldBe(["one", "two"]);
    }

    [TaskName("Default")]
    private sealed class TellTarget : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note(context.Arguments.GetArguments("what").Single());
    }
}
