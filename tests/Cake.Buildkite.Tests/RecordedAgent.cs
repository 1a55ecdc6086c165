using System.Collections.Immutable;
using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;

namespace Cake.Buildkite.Tests;

/// <summary>An agent that answers what it is reported to and remembers what it was given.</summary>
internal sealed class RecordedAgent(Func<ImmutableArray<string>, AgentExit> answer) : IProcessRunner
{
    /// <summary>Answers one after the other, then with nothing.</summary>
    public RecordedAgent(params AgentExit[] answers)
        : this(OneByOne(answers))
    {
    }

    public List<Call> Calls { get; } = [];

    public List<string> Log { get; } = [];

    public bool OnPath { get; init; } = true;

    public static AgentExit Printed(string output) => new(0, output, "");

    public static AgentExit Failed(string error, int status = 1) => new(status, "", error);

    /// <summary>The add-in on top of this agent, with a clock of the test's and no chance in its waits.</summary>
    public BuildkiteAgent Start(TimeProvider? time = null, params ReadOnlySpan<(string Name, string Value)> variables) =>
        new(Tool(time, variables));

    public AgentTool Tool(TimeProvider? time = null, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath("/work"));
        foreach (var (name, value) in variables)
            environment.GetEnvironmentVariable(name).Returns(value);
        var tools = Substitute.For<IToolLocator>();
        // Cake wants the program to be there, so this one is for it.
        if (OnPath)
            tools.Resolve(default(IEnumerable<string>)!).ReturnsForAnyArgs(new FilePath(Environment.ProcessPath!));
        var log = Substitute.For<ICakeLog>();
        log.When(l => l.Write(Arg.Any<Verbosity>(), Arg.Any<LogLevel>(), Arg.Any<string>(), Arg.Any<object[]>()))
            .Do(call =>
                Log.Add(
                    $"{call.Arg<LogLevel>()}: "
                        + $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, call.Arg<string>(), call.Arg<object[]>())}"
                )
            );
        return new(new FileSystem(), environment, tools, log, this, time ?? TimeProvider.System, () => 1);
    }

    /// <summary>The same with the log of a build.</summary>
    public AgentTool Tool(ICakeLog log)
    {
        var usual = Tool();
        var tools = Substitute.For<IToolLocator>();
        tools.Resolve(default(IEnumerable<string>)!).ReturnsForAnyArgs(new FilePath(Environment.ProcessPath!));
        return new(usual.FileSystem, usual.Environment, tools, log, this, TimeProvider.System, () => 1);
    }

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var arguments = AgentArgument.ListIn(settings.Arguments) ?? [];
        Calls.Add(new(
            filePath.FullPath, arguments, Encoding.UTF8.GetString(settings.StandardInput!.Value.Span),
            settings.EnvironmentVariables.ToImmutableDictionary(), settings));
        return new Ended(answer(arguments));
    }

    private static Func<ImmutableArray<string>, AgentExit> OneByOne(AgentExit[] answers)
    {
        var queue = new Queue<AgentExit>(answers);
        return _ => queue.Count > 0 ? queue.Dequeue() : Printed("");
    }

    public sealed record Call(
        string Program,
        ImmutableArray<string> Arguments,
        string Input,
        ImmutableDictionary<string, string> Variables,
        ProcessSettings Settings
    );

    private sealed class Ended(AgentExit exit) : IAgentProcess
    {
        public Task<AgentExit> ExitAsync(CancellationToken cancellationToken) => Task.FromResult(exit);

        public void WaitForExit()
        {
        }

        public bool WaitForExit(int milliseconds) => true;

        public int GetExitCode() => exit.Status;

        public IEnumerable<string> GetStandardError() => [exit.Error];

        public IEnumerable<string> GetStandardOutput() => [exit.Output];

        public void Kill()
        {
        }

        public void Dispose()
        {
        }
    }
}
