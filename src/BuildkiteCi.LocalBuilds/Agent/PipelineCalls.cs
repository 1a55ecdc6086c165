using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent pipeline upload</c>.</summary>
internal static class PipelineCalls
{
    private const int MostJobs = 500;

    private static readonly ImmutableArray<string> DefaultFiles =
        [.. from folder in new[] { "", ".buildkite/", "buildkite/" }
            from ending in new[] { "yml", "yaml", "json" }
            select $"{folder}{(folder.Length == 0 ? "buildkite" : "pipeline")}.{ending}"];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new(
            "pipeline upload",
            [
                new("job", "BUILDKITE_JOB_ID"),
                new("redacted-vars", "BUILDKITE_REDACTED_VARS"),
                new("replace", "BUILDKITE_PIPELINE_REPLACE", IsSwitch: true),
                new("dry-run", "BUILDKITE_PIPELINE_UPLOAD_DRY_RUN", IsSwitch: true),
                new("format", "BUILDKITE_PIPELINE_UPLOAD_DRY_RUN_FORMAT"),
                new("no-interpolation", "BUILDKITE_PIPELINE_NO_INTERPOLATION", IsSwitch: true),
                new("allow-secrets", "BUILDKITE_AGENT_PIPELINE_UPLOAD_ALLOW_SECRETS", IsSwitch: true),
                new("reject-secrets", "BUILDKITE_AGENT_PIPELINE_UPLOAD_REJECT_SECRETS", IsSwitch: true),
                new("reject-parse-warnings", "BUILDKITE_AGENT_PIPELINE_UPLOAD_REJECT_PARSE_WARNINGS", IsSwitch: true),
                new("apply-if-changed", "BUILDKITE_AGENT_APPLY_IF_CHANGED", IsSwitch: true),
                new("git-diff-base", "BUILDKITE_GIT_DIFF_BASE"),
                new("fetch-diff-base", "BUILDKITE_FETCH_DIFF_BASE", IsSwitch: true),
                new("changed-files-path", "BUILDKITE_CHANGED_FILES_PATH"),
            ],
            UploadAsync
        ),
    ];

    private static async Task<int> UploadAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var job = arguments.Text("job");
        if (job is not { Length: > 0 } && !arguments.Switch("dry-run"))
            throw new AgentFailure(
                "Missing job parameter. Usually this is set in the environment for a Buildkite job via BUILDKITE_JOB_ID."
            );

        var reading = new PipelineReading(arguments.Switch("no-interpolation") ? null : Variables.Of(call.Environment));
        foreach (var file in Sources(call, arguments))
        {
            foreach (var read in reading.Read(file))
            {
                await ShowAsync(call, read.Diagnostics);
                if (read.Value is not { } document) throw new AgentFailure($"Pipeline parsing of \"{file.Path}\" failed; see above");
                if (arguments.Switch("reject-parse-warnings") && !read.Diagnostics.IsEmpty)
                    throw new AgentFailure($"Pipeline parsing of \"{file.Path}\" gave warnings, and --reject-parse-warnings refuses them");
                await CheckSecretsAsync(call, arguments, document);
                document = await WithoutUnchangedAsync(call, arguments, document, cancellationToken);
                if (arguments.Switch("dry-run"))
                    await call.Output.WriteAsync(arguments.Text("format") == "yaml" ? document.ToYaml() : document.ToJson());
                else await SendAsync(call, file.Path, document, read.Diagnostics, job!, arguments.Switch("replace"), cancellationToken);
            }
        }

        return 0;
    }

    private static async Task<PipelineDocument> WithoutUnchangedAsync(
        AgentCall call,
        AgentArguments arguments,
        PipelineDocument document,
        CancellationToken cancellationToken
    )
    {
        if (!ChangedSteps.Ask(document)) return document;
        if (arguments.Text("apply-if-changed") is { Length: > 0 } && !arguments.Switch("apply-if-changed"))
            return ChangedSteps.Apply(document, changed: null);
        if (arguments.Text("changed-files-path") is { Length: > 0 } list) return ChangedSteps.Apply(document, [.. ReadList(call, list)]);
        var git = new DiffBase(call.Processes, call.Folder);
        var revision = arguments.Text("git-diff-base") is { Length: > 0 } given ? given : DiffBase.Usual(call.Environment);
        if (arguments.Switch("fetch-diff-base")) await git.FetchAsync(revision, cancellationToken);
        var changed = await git.ChangesAsync(revision, cancellationToken);
        await call.Log.WriteLineAsync($"buildkite-agent: {ChangedSteps.Describe(changed)}");
        return ChangedSteps.Apply(document, changed.IsKnown ? changed.Paths : null);
    }

    private static IEnumerable<string> ReadList(AgentCall call, string path)
    {
        var full = Path.Combine(call.Folder, path);
        return File.Exists(full)
            ? File.ReadAllLines(full).Select(line => line.Trim()).Where(line => line.Length > 0)
            : throw new AgentFailure($"Failed to read the changed files from \"{path}\": no such file");
    }

    private static async Task SendAsync(
        AgentCall call,
        string name,
        PipelineDocument document,
        ImmutableArray<Diagnostic> known,
        string job,
        bool replaces,
        CancellationToken cancellationToken
    )
    {
        if (document.JobCount > MostJobs)
            throw new AgentFailure($"422 Unprocessable Entity: {document.JobCount} jobs in one upload; Buildkite takes {MostJobs} at most");
        var planned = UploadPlanner.Plan(
            document,
            1,
            new PlanningContext(call.Environment.ToImmutableDictionary(StringComparer.Ordinal), RunFilter.All)
        );
        await ShowAsync(
            call,
            [.. planned.Diagnostics.Where(refused => !known.Any(other => other.Rule == refused.Rule && other.Location == refused.Location))]
        );
        if (planned.HasErrors) throw new AgentFailure($"422 Unprocessable Entity: the build refuses \"{name}\"; see above");
        var taken = await call.Build.Steps.UploadAsync(
            new Upload(name, document.ToYaml()),
            planned.Value!.Keys,
            job,
            replaces,
            cancellationToken
        );
        if (!taken.IsEmpty)
            throw new AgentFailure(
                $"422 Unprocessable Entity: the build has a step with key '{taken[0]}' already; each key occurs once in a build"
            );
        await call.Log.WriteLineAsync($"buildkite-agent: Successfully parsed and uploaded pipeline \"{name}\"");
    }

    private static IEnumerable<SourceFile> Sources(AgentCall call, AgentArguments arguments)
    {
        if (!arguments.Positional.IsEmpty) return arguments.Positional.Select(path => Read(call, path));
        if (call.Input is not null)
            return call.ReadInput() is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? [new SourceFile("(stdin)", text)] : [];
        return DefaultFiles.Where(path => File.Exists(Path.Combine(call.Folder, path))).ToList() switch
        {
            [var one] => [Read(call, one)],
            [] => throw new AgentFailure(
                "Could not find a default pipeline configuration file. See: `buildkite-agent pipeline upload --help`"
            ),
            var several => throw new AgentFailure(
                $"Found multiple configuration files: {string.Join(", ", several)}. Please only have 1 configuration file present."
            ),
        };
    }

    private static SourceFile Read(AgentCall call, string path)
    {
        var full = Path.Combine(call.Folder, path);
        if (!File.Exists(full)) throw new AgentFailure($"Failed to read file \"{path}\": no such file");
        var text = File.ReadAllText(full);
        return string.IsNullOrWhiteSpace(text) ? throw new AgentFailure($"Config file \"{path}\" is empty") : new SourceFile(path, text);
    }

    private static async Task CheckSecretsAsync(AgentCall call, AgentArguments arguments, PipelineDocument document)
    {
        foreach (var problem in UploadSecrets.Problems(document, call.Environment, arguments.Text("redacted-vars") ?? SecretNames.Usual))
        {
            if (!arguments.Switch("allow-secrets")) throw new AgentFailure($"{problem}, and cannot be uploaded to Buildkite");
            await call.Log.WriteLineAsync($"buildkite-agent: warning: {problem}");
        }
    }

    private static async Task ShowAsync(AgentCall call, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) await call.Log.WriteLineAsync(diagnostic.ToString());
    }
}
