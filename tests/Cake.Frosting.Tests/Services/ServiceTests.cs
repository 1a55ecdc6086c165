using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests.Services;

public sealed class ServiceTests
{
    private sealed class Greeting(string text)
    {
        public string Text => text;
    }

    [TaskName("Default")]
    private sealed class Greet(Greeting greeting) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note(greeting.Text);
    }

    [TaskName("Default")]
    private sealed class TellContext(IFrostingContext shared) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            shared.Log.Information($"{context.GetType().Name}, shared: {ReferenceEquals(shared, context)}");
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton(new Greeting("from the startup"));
    }

    private sealed class GreetingModule : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterInstance(new Greeting("from the module")).AsSelf().Singleton();
    }

    private sealed class Closing(Journal journal) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            journal.Lines.Add("closed");
            return ValueTask.CompletedTask;
        }
    }

    [TaskName("Default")]
    private sealed class UseClosing(Closing closing) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note($"{closing.GetType().Name}");
    }

    [Fact]
    public void A_task_gets_its_services_in_its_constructor() =>
        BuildUnderTest
            .Of<Greet>()
            .With(host => host.ConfigureServices(services => services.AddSingleton(new Greeting("hello"))))
            .Run()
            .Journal.ShouldBe(["hello"]);

    [Fact]
    public void A_startup_class_adds_services() =>
        BuildUnderTest.Of<Greet>().With(host => host.UseStartup<Startup>()).Run().Journal.ShouldBe(["from the startup"]);

    [Fact]
    public void A_module_adds_services() =>
        BuildUnderTest.Of<Greet>().With(host => host.UseModule<GreetingModule>()).Run().Journal.ShouldBe(["from the module"]);

    [Fact]
    public void The_service_added_last_wins() =>
        BuildUnderTest
            .Of<Greet>()
            .With(host => host.UseStartup<Startup>().UseModule<GreetingModule>())
            .Run()
            .Journal.ShouldBe(["from the module"]);

    [Fact]
    public void All_parts_of_a_build_share_one_context() =>
        BuildUnderTest.Of<TellContext>().Run().Output.ShouldContain("JournalContext, shared: True");

    [Fact]
    public void Without_a_context_of_its_own_a_build_has_the_plain_one() =>
        BuildUnderTest
            .Of<TellContext>()
            .With(host => host.UseContext<FrostingContext>())
            .Run()
            .Output.ShouldContain("FrostingContext, shared: True");

    [Fact]
    public void Services_are_closed_at_the_end_of_the_run_even_asynchronously() =>
        BuildUnderTest
            .Of<UseClosing>()
            .With(host => host.ConfigureServices(services => services.AddSingleton<Closing>()))
            .Run()
            .Journal.ShouldBe([nameof(Closing), "closed"]);

    [Fact]
    public void A_service_that_is_missing_is_named()
    {
        var ran = BuildUnderTest.Of<Greet>().Run();

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldStartWith("Error: Unable to resolve service for type 'Cake.Frosting.Tests.Services.ServiceTests+Greeting'");
    }

    [Fact]
    public void The_log_of_the_build_can_be_replaced()
    {
        var log = new ListLog();
        BuildUnderTest
            .Of<TellContext>()
            .With(host => host.ConfigureServices(services => services.AddSingleton<ICakeLog>(log)))
            .Run("-v", "Minimal");

        log.Verbosity.ShouldBe(Verbosity.Minimal);
        log.Formats.ShouldContain(format => format.Contains("shared", StringComparison.Ordinal));
    }

    [Fact]
    public void The_host_refuses_what_is_missing()
    {
        var host = CakeHost.Create();
        host.AddAssembly(null).ShouldBe(host);    // as Assembly.GetEntryAssembly may give it
        Should.Throw<ArgumentNullException>(() => host.ConfigureServices(null!));
        Should.Throw<ArgumentNullException>(() => host.Run(null!));
        Should.Throw<ArgumentNullException>(() => ((CakeHost)null!).UseContext<FrostingContext>());
    }

    private sealed class ListLog : ICakeLog
    {
        public List<string> Formats { get; } = [];

        public Verbosity Verbosity { get; set; }

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) => Formats.Add(format);
    }
}
