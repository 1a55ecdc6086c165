using System.Diagnostics;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;

namespace Cake.Buildkite.Tests;

/// <summary>A real process that behaves like an agent in one of the ways of <c>scripted-agent.sh</c>.</summary>
internal sealed class ScriptedAgent : IDisposable
{
    private readonly TemporaryFolder state = new();
    private readonly string script;

    public ScriptedAgent(string script)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("the scripted agent is a shell script");
        this.script = script;
    }

    public string Folder => state.Path;

    public string File(string name) => state.Combine(name);

    public BuildkiteAgent Start(TimeProvider? time = null)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath(Folder));
        return new(new AgentTool(
            new FileSystem(), environment, Substitute.For<IToolLocator>(), new Cake.Core.Diagnostics.NullLog(), new AgentProcesses(),
            time ?? TimeProvider.System, () => 0));
    }

    /// <summary>Makes settings start this agent.</summary>
    public T With<T>(T settings) where T : BuildkiteAgentSettings
    {
        settings.ToolPath = Repository.TestFile("Agent/scripted-agent.sh");
        settings.Retry = settings.Retry with { FirstDelay = TimeSpan.Zero };
        settings.EnvironmentVariables = new Dictionary<string, string>(settings.EnvironmentVariables ?? new Dictionary<string, string>())
        {
            ["SCRIPT"] = script,
            ["STATE"] = Folder,
        };
        return settings;
    }

    /// <summary>A pipe with a name: reading it waits until the agent writes.</summary>
    public string MakePipe(string name)
    {
        var path = state.Combine(name);
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        return path;
    }

    public void Dispose() => state.Dispose();
}
