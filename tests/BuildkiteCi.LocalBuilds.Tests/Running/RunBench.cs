using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Agent;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Tests.Running;

/// <summary>A temporary repository in which builds are run with real processes.</summary>
internal sealed class RunBench : IDisposable
{
    public TemporaryFolder Root { get; } = new();

    public RecordedRun View { get; } = new();

    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Changes each command before it is started.</summary>
    public Func<CommandLine, CommandLine> Adjust { get; set; } = command => command;

    public LocalBuild Build => new(Path.Combine(Root.Path, ".buildkite-local"), new DiskFileTree(Root.Path), TimeProvider.System);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Variables that the run inherits beside those of this process.</summary>
    public ImmutableDictionary<string, string> Inherited { get; set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>All variables that it inherits.</summary>
    public ImmutableDictionary<string, string> AllInherited =>
        Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToImmutableDictionary(variable => (string)variable.Key, variable => (string)variable.Value!)
            .SetItems(Inherited);

    /// <summary>The branch that is built.</summary>
    public string Branch { get; set; } = "main";

    /// <summary>Jobs that run at once.</summary>
    public int JobsAtOnce { get; set; } = 4;

    /// <summary>Takes <c>--jobs</c> and <c>--answer</c> as the command line would.</summary>
    public void ReadOptions(ImmutableArray<string> options)
    {
        foreach (var (name, value) in options.Zip([.. options.Skip(1), ""]))
        {
            if (name == "--jobs") JobsAtOnce = int.Parse(value);
            if (name == "--answer") Answers[value[..value.IndexOf('=')]] = value[(value.IndexOf('=') + 1)..];
        }
    }

    /// <summary>Begins a new build.</summary>
    public async Task BeginAsync()
    {
        using var held = await Build.HoldAsync("a test", TimeSpan.FromSeconds(5), Stop);
        await Build.BeginAsync(held, Stop);
    }

    /// <summary>Runs a pipeline as a new build.</summary>
    public async Task<RunResult> RunAsync(string yaml, Func<RunSettings, RunSettings>? change = null, CancellationToken? stop = null)
    {
        await BeginAsync();
        await Build.UploadAsync(new Upload("pipeline.yml", yaml), Stop);
        return await RunAsync(change, stop);
    }

    /// <summary>Runs what the build holds.</summary>
    public async Task<RunResult> RunAsync(Func<RunSettings, RunSettings>? change = null, CancellationToken? stop = null)
    {
        var result = await TryAsync(change, stop);
        result.Diagnostics.ShouldBeEmpty();
        return result.Value!;
    }

    public async Task<Diagnosed<RunResult>> TryAsync(Func<RunSettings, RunSettings>? change = null, CancellationToken? stop = null)
    {
        var processes = new ProcessRunner(Root.Path, TimeProvider.System);
        using var held = await Build.HoldAsync("a test", TimeSpan.FromSeconds(5), Stop);
        var settings = new RunSettings
        {
            JobsAtOnce = JobsAtOnce,
            StopGrace = TimeSpan.FromSeconds(5),
            UploadPoll = TimeSpan.FromMilliseconds(50),
            Inherited = AllInherited,
            BuildVariables = await LocalVariables.ReadAsync(
                Build,
                Root.Path,
                processes,
                ImmutableDictionary<string, string>.Empty.Add("BUILDKITE_BRANCH", Branch),
                Stop
            ),
        };
        var world = new RunDependencies(
            Build,
            Root.Path,
            new Adjusted(processes, command => Adjust(command)),
            DummyProgram.Command(AgentStandIn.Word),
            View,
            new GivenAnswers(Answers),
            TimeProvider.System
        );
        return await PipelineRun.RunAsync(world, change is null ? settings : change(settings), held, stop ?? Stop);
    }

    /// <summary>The lines that steps wrote to a file of the repository; none where there is no such file.</summary>
    public string[] Lines(string file) =>
        File.Exists(Path.Combine(Root.Path, file)) ? File.ReadAllLines(Path.Combine(Root.Path, file)) : [];

    public void Dispose() => Root.Dispose();

    private sealed class Adjusted(IProcessRunner inner, Func<CommandLine, CommandLine> adjust) : IProcessRunner
    {
        public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken) =>
            inner.RunAsync(adjust(command), onLine, cancellationToken);
    }

    /// <summary>Keeps what happened.</summary>
    internal sealed class RecordedRun : IRunView
    {
        private readonly List<RunEvent> events = [];

        public Action<RunEvent>? Watcher { get; set; }

        public IReadOnlyList<RunEvent> Events => events;

        public IEnumerable<string> Lines => events.Select(PlainRunView.Text).OfType<string>();

        public IEnumerable<string> Output => events.OfType<JobWrote>().Select(wrote => wrote.Line.Text);

        public void Show(RunEvent happened)
        {
            events.Add(happened);
            Watcher?.Invoke(happened);
        }
    }
}

/// <summary>Reads results in few words.</summary>
internal static class RunResults
{
    public static StepEnd? EndOf(this RunResult result, string name) =>
        result.Steps.First(step => step.Step.Plan.Key?.Text == name || step.Step.Label == name).End;
}
