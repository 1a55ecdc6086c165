using System.Collections.Immutable;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Conditionals;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>
/// Runs the scripts by which a repository composes its builds, and keeps what they would have uploaded. They run in a copy, with an
/// environment made here (no token of the machine is in it), with stand-ins for the programs that reach other machines, and without a
/// network where the machine can take it away.
/// </summary>
public sealed class BuildObserver
{
    /// <summary>Answered where a script asks another repository for its head.</summary>
    public const string SomeHead = "0123456789abcdef0123456789abcdef01234567";

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    private readonly IProcessRunner processes;
    private readonly IFileTree scratch;
    private readonly WorkCopy copy;
    private readonly IFileTree files;
    private readonly string mainBranch;
    private readonly string path;
    private ImmutableArray<string> isolation = [];
    private ImmutableArray<string> passedOver = [];
    private bool isOfABuild;
    private string git = "git";
    private int runs;

    /// <param name="processes">Starts programs.</param>
    /// <param name="scratch">An empty folder, removed by its owner afterwards.</param>
    /// <param name="copied">The folder <c>work</c> below it, as files.</param>
    /// <param name="mainBranch">The name of the main branch.</param>
    /// <param name="path">The machine's <c>PATH</c>.</param>
    public BuildObserver(IProcessRunner processes, IFileTree scratch, IFileTree copied, string mainBranch, string path)
    {
        (this.processes, this.scratch, files, this.mainBranch, this.path) = (processes, scratch, copied, mainBranch, path);
        copy = new WorkCopy(processes, copied.Root, mainBranch);
    }

    /// <summary>The copy in which scripts run.</summary>
    public IFileTree Copy => files;

    /// <summary>Whether the machine takes the network away from what is run; without it the stand-ins alone do.</summary>
    public bool IsIsolated => !isolation.IsEmpty;

    /// <summary>The program that answers for git in the copy: its history, and no other repository.</summary>
    public string Git => $"{scratch.Root}/bin/git";

    /// <summary>Variables that the stand-ins need.</summary>
    public ImmutableDictionary<string, string?> StandInVariables => ImmutableDictionary<string, string?>.Empty
        .Add("OBSERVED_GIT", git).Add("OBSERVED_HEAD", SomeHead).Add("OBSERVED_RECORD", $"{scratch.Root}/record");

    /// <summary>Clones a repository at the commit of a build that runs now, and makes the stand-ins.</summary>
    /// <returns>What keeps the build from being observed, or null.</returns>
    public async Task<string?> PrepareBuildAsync(string root, string commit, CancellationToken cancellationToken)
    {
        await PrepareStandInsAsync(cancellationToken);
        isOfABuild = true;
        return await copy.CloneAsync(root, commit, cancellationToken);
    }

    /// <summary>Makes the copy and the stand-ins.</summary>
    /// <returns>What keeps anything from being observed, or null.</returns>
    public async Task<string?> PrepareAsync(string root, ImmutableArray<string> passedOver, CancellationToken cancellationToken)
    {
        await PrepareStandInsAsync(cancellationToken);
        if (await copy.PrepareAsync(root, cancellationToken) is { } problem) return problem;
        this.passedOver = passedOver;
        return null;
    }

    private async Task PrepareStandInsAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])["work", "bin", "home", "tmp", "record"]) scratch.MakeFolder(folder);
        StandInPrograms.Write(scratch, "bin");
        await processes.RunAsync(CommandLine.Of("chmod", "-R", "a+x", $"{scratch.Root}/bin"), onLine: null, cancellationToken);
        git = (await processes.RunAsync(CommandLine.Of("bash", "-c", "command -v git"), onLine: null, cancellationToken)).Output.Trim()
            is { Length: > 0 } found
            ? found
            : "git";
        string[] apart = ["unshare", "--user", "--map-root-user", "--net"];
        if ((await processes.RunAsync(new CommandLine(apart[0], [.. apart[1..], "true"]), onLine: null, cancellationToken)).Succeeded)
            isolation = [.. apart];
    }

    /// <summary>Puts the copy into the state of a scenario's build.</summary>
    /// <returns>The variables of its first job.</returns>
    public async Task<ImmutableDictionary<string, string>> CheckOutAsync(ObservedScenario scenario, CancellationToken cancellationToken)
    {
        // A build that runs now has its own environment, and the clone is at its commit already.
        if (isOfABuild)
            return scenario.Environment.ToImmutableDictionary(StringComparer.Ordinal).SetItem("BUILDKITE_BUILD_CHECKOUT_PATH", files.Root);
        var branch = scenario.IsPullRequest ? "observed-change" : scenario.Environment.GetValueOrDefault("BUILDKITE_BRANCH", mainBranch);
        var commit = await copy.CheckOutAsync(branch, scenario.Changes, files, cancellationToken);
        foreach (var script in passedOver.Where(script => files.Read(script) is not null)) files.Write(script, "exit 0\n");
        if (!passedOver.IsEmpty)
            await processes.RunAsync(
                CommandLine.Of("chmod", ["a+x", .. passedOver.Select(script => $"{files.Root}/{script}")]),
                onLine: null,
                cancellationToken
            );
        return scenario.FirstJob(branch, mainBranch, commit, files.Root);
    }

    /// <summary>Runs a scenario's script, then the scripts by which its uploaded steps upload more.</summary>
    public async Task<ObservedBuild> ObserveAsync(ObservedScenario scenario, CancellationToken cancellationToken)
    {
        var environment = await CheckOutAsync(scenario, cancellationToken);
        var record = $"record/{++runs}";
        scratch.MakeFolder(record);
        var exit = await RunAsync(CommandLine.Of("bash", scenario.Script), environment, scenario, record, cancellationToken);
        var uploads = ImmutableArray.CreateBuilder<ObservedUpload>();
        Collect(record, uploadedBy: null, uploads);
        // Only the build's first uploads: what a step uploads that was uploaded by a step is the same question again.
        foreach (var step in uploads.ToArray().SelectMany(upload => UploadingSteps(upload, environment)).ToArray())
        {
            var more = uploads.Count;
            await RunAsync(
                CommandLine.Of("bash", "-e", "-c", step.Command), environment.SetItems(step.Env), scenario, record, cancellationToken);
            Collect(record, step.Name, uploads, skipped: more);
        }

        return new ObservedBuild(scenario, exit.TimedOut ? -1 : exit.Status)
        {
            Uploads = uploads.ToImmutable(),
            MetaData = MetaData(record),
            Environment = environment,
            Output = $"{exit.Output}{exit.ErrorOutput}",
            Refused =
            [
                .. (scratch.Read($"{record}/refused") ?? "")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    private Task<ProcessExit> RunAsync(
        CommandLine command,
        ImmutableDictionary<string, string> environment,
        ObservedScenario scenario,
        string record,
        CancellationToken cancellationToken
    )
    {
        var labels = string.Join(",", scenario.Labels.Select(label => $"{{\"name\":{Json.Quoted(label)}}}"));
        string[] own =
        [
            $"PATH={scratch.Root}/bin:{path}",
            $"HOME={scratch.Root}/home",
            $"TMPDIR={scratch.Root}/tmp",
            "LANG=C.UTF-8",
            "GIT_ALLOW_PROTOCOL=file",
            $"OBSERVED_RECORD={scratch.Root}/{record}",
            $"OBSERVED_GIT={git}",
            $"OBSERVED_HEAD={SomeHead}",
            $"OBSERVED_PULL_REQUEST={{\"labels\":[{labels}]}}",
        ];
        // Ours come last: a build that runs now may have variables of the same names.
        ImmutableArray<string> words =
        [
            .. isolation,
            "env",
            "-i",
            .. environment.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}"),
            .. own,
            command.Program,
            .. command.Arguments,
        ];
        return processes.RunAsync(
            new CommandLine(words[0], words[1..])
            {
                Folder = files.Root,
                Timeout = LongestRun,
                SweepsLeftovers = true,
            },
            onLine: null,
            cancellationToken
        );
    }

    private void Collect(string record, string? uploadedBy, ImmutableArray<ObservedUpload>.Builder uploads, int skipped = 0)
    {
        foreach (var call in RecordedCall.Read(new Below(scratch, record)).Where(call => call.IsUpload).Skip(skipped))
        {
            uploads.Add(new ObservedUpload(call.Input ?? "", call.Environment)
            {
                Path = call.UploadedFile(files),
                UploadedBy = uploadedBy,
                IsLiteral = call.Words.Contains("--no-interpolation"),
            });
        }
    }

    private ImmutableSortedDictionary<string, string> MetaData(string record)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var call in RecordedCall.Read(new Below(scratch, record)).Where(call => call.SetsMetaData))
            data[call.Key] = call.Input ?? "";
        return data.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    // Steps that run in this build and whose command is a script of the repository that uploads.
    private IEnumerable<CommandStep> UploadingSteps(ObservedUpload upload, ImmutableDictionary<string, string> environment)
    {
        var read = PipelineDocument
            .Read(new SourceFile("upload", upload.Text))
            .Then(document => document.Interpolate(Variables.Of(upload.Environment)));
        return (read.Value?.AllSteps ?? []).OfType<CommandStep>().Where(step => RunsIn(step, environment) && Uploads(step.Command));
    }

    private bool Uploads(string command) =>
        command
            .Split([' ', '\n', '"', '\''], StringSplitOptions.RemoveEmptyEntries)
            .Any(word =>
                word.EndsWith(".sh", StringComparison.Ordinal)
                && !word.StartsWith('/')
                && !word.Contains("..", StringComparison.Ordinal)
                && files.Read(word) is { } script
                && script.Contains("pipeline upload", StringComparison.Ordinal)
                && !script.Contains("step get", StringComparison.Ordinal)
            );

    internal static bool RunsIn(Step step, ImmutableDictionary<string, string> environment) =>
        step.If is not { } condition
        || Conditional.Parse(condition.Canonical).Conditional is not { } parsed
        || parsed.Holds(new ConditionContext(environment));
}
