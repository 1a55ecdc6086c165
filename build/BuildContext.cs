using Build.Options;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using Cake.Buildkite;
using Cake.Core;
using Cake.Frosting;
using Spectre.Console;
using IProcessRunner = BuildkiteCi.Core.IProcessRunner;

namespace Build;

/// <summary>What every task works with: options, the repository, the build it belongs to, processes, time and the console.</summary>
public class BuildContext : FrostingContext
{
    private readonly Lazy<IBuild> build;
    private readonly Lazy<CiSettings> settings;
    private readonly Lazy<IReadOnlyDictionary<string, string>> variables;
    private readonly Interruption interruption;

    public BuildContext(ICakeContext context, Interruption interruption)
        : base(context)
    {
        this.interruption = interruption;
        Options = new TaskOptions(context.Arguments);
        variables = new Lazy<IReadOnlyDictionary<string, string>>(
            () => new Dictionary<string, string>(context.Environment.GetEnvironmentVariables(), StringComparer.Ordinal));
        var root = Path.GetFullPath(Options.Text("root") ?? OwnRepository());
        if (!Directory.Exists(root)) Options.Wrong("root", $"there is no folder '{root}'");
        Files = new DiskFileTree(root);
        Processes = new ProcessRunner(root, Time);
        StateFolder = Path.GetFullPath(
            Options.Text("state") ?? LocalVariables.StateOf(Variables, root) ?? Path.Combine(root, ".buildkite-local")
        );
        settings = new Lazy<CiSettings>(() => this.Report(CiSettings.Read(Files)));
        var isJob = Variables.GetValueOrDefault("BUILDKITE") == "true";
        OnBuildkite = Options.Choice("build", [("auto", isJob), ("buildkite", true), ("local", false)]) ?? isJob;
        build = new Lazy<IBuild>(() =>
        {
            if (!OnBuildkite) return LocalBuild;
            var agent = new AgentBuild(new BuildkiteAgent(context), root);
            return LocalVariables.StateOf(Variables, root) is { } state
                ? new LocalJobBuild(agent, new LocalBuild(state, Files, Time))
                : agent;
        });
    }

    internal TaskOptions Options { get; }

    internal TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The repository that is worked on.</summary>
    internal DiskFileTree Files { get; }

    internal IProcessRunner Processes { get; }

    /// <summary>The folder of the local build.</summary>
    internal string StateFolder { get; }

    /// <summary>
    /// Where tests leave their result files. On an agent not in the checkout: a container writes as root, and the agent could not clean up
    /// behind it before the next build.
    /// </summary>
    internal string ResultsFolder =>
        OnBuildkite ? Path.Combine(Path.GetTempPath(), "tpu-ci-results") : Path.Combine(StateFolder, "results");

    /// <summary>Whether this run is a job of a local build, which RunPipeline started.</summary>
    internal bool IsLocalJob => LocalVariables.AreOfLocalJob(Variables);

    /// <summary>
    /// Where a target writes what it publishes by its place in the repository: the repository itself. What a job of a local build publishes
    /// is for looking at, and lies below the state folder instead.
    /// </summary>
    internal DiskFileTree PublishedFiles => IsLocalJob ? new DiskFileTree(Path.Combine(StateFolder, "published")) : Files;

    /// <summary>Whether the build is Buildkite's, not the local one.</summary>
    internal bool OnBuildkite { get; }

    internal IBuild Build => build.Value;

    /// <summary>The local build, whether or not it is the one that this run belongs to.</summary>
    internal LocalBuild LocalBuild => new(StateFolder, Files, Time);

    /// <summary>The settings of the repository's <c>ci.yml</c>.</summary>
    internal CiSettings Settings => settings.Value;

    /// <summary>The environment's variables, by name.</summary>
    internal IReadOnlyDictionary<string, string> Variables => variables.Value;

    internal IAnsiConsole Console { get; } = AnsiConsole.Console;

    /// <summary>Whether questions can be asked: at a terminal, and not in a job, though an agent gives its jobs a terminal, too.</summary>
    internal bool SomebodyIsThere =>
        !System.Console.IsInputRedirected
        && !System.Console.IsOutputRedirected
        && Variables.GetValueOrDefault("BUILDKITE") != "true"
        && Variables.GetValueOrDefault("CI") is null or "" or "false";

    /// <summary>Cancelled when somebody presses Ctrl-C or the agent cancels the job.</summary>
    internal CancellationToken Stopping => interruption.Token;

    /// <summary>Writes lines for people to standard output; whatever text of others they hold, it can neither hide nor forge
    /// anything.</summary>
    internal void Say(string text) => Write(VisibleText.Lines(text.Replace("\r\n", "\n", StringComparison.Ordinal)));

    /// <summary>A file or folder as people at this terminal type it: relative to where they are, if it is below.</summary>
    internal static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>The terminal's columns; without one lines may be as long as they are.</summary>
    internal int Width => Console.Profile.Out.IsTerminal ? Console.Profile.Width : int.MaxValue;

    /// <summary>Writes rows of a tree or a table; on a terminal those that are too long for it are cut with <c>…</c>.</summary>
    internal void SayLines(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) Say(line.Length <= Width ? line : $"{line[..(Width - 1)]}…");
    }

    /// <summary>Writes text that programs read to standard output, and a line end.</summary>
    internal void Write(string text) => Console.Profile.Out.Writer.WriteLine(text);

    // The repository whose build.sh started this program, else the one that it was compiled in; a packed program has neither, and takes the
    // one that it is started in.
    internal static string OwnRepository() =>
        (
            System.Environment.GetEnvironmentVariable("BUILDKITECI_REPOSITORY") is { Length: > 0 } starting && Directory.Exists(starting)
                ? starting
                : null
        )
        ?? Above(
            AppContext.BaseDirectory,
            folder => File.Exists(Path.Combine(folder, "build.sh")) && File.Exists(Path.Combine(folder, "build", "Build.csproj"))
        )
        ?? Above(
            Directory.GetCurrentDirectory(),
            folder => Path.Exists(Path.Combine(folder, ".git")) || Directory.Exists(Path.Combine(folder, ".buildkite"))
        )
        ?? Directory.GetCurrentDirectory();

    private static string? Above(string? folder, Func<string, bool> fits)
    {
        while (folder is not null && !fits(folder)) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
