using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Cake.Frosting.Tests.Output;

public sealed class ColourTests
{
    [TaskName("Default")]
    private sealed class TellColours(Journal journal, IConsole console) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Lines.Add($"colours: {console.SupportAnsiEscapeCodes}");
    }

    [Fact]
    public void Where_a_stream_is_redirected_there_are_no_colours_whatever_the_terminal_is_called()
    {
        Assert.SkipUnless(Console.IsOutputRedirected || Console.IsErrorRedirected, "the tests write to a terminal");
        var journal = new Journal();
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory = AppContext.BaseDirectory;
        environment.GetEnvironmentVariable("TERM").Returns("xterm-256color");

        new CakeHost().UseCakeSetting("Settings_NoReport", "true")
            .ConfigureServices(services =>
                services.AddSingleton(journal).AddSingleton(environment).AddSingleton<IFrostingTask, TellColours>()
            )
            .Run(["--verbosity=Quiet"]);

        journal.Lines.ShouldBe(["colours: False"]);
    }
}
