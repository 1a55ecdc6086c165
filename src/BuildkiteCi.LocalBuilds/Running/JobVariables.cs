using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// The environment of a locally run job. Weakest first: what the run inherited, the uploads' <c>env</c>, the step's <c>env</c>, the
/// variables of the build, step and job that Buildkite sets, and the step's secrets (facts about a job's environment).
/// </summary>
internal static class JobVariables
{
    /// <summary>The names of the variables that hold the step's secrets, separated by commas.</summary>
    public const string SecretsVariable = "BUILDKITECI_SECRETS";

    public static ImmutableDictionary<string, string?> Of(
        RunStep step,
        RunJob job,
        LocalTry started,
        RunContext context,
        IReadOnlyCollection<KeyValuePair<string, string>> secrets
    )
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        Set(context.UploadVariables);
        Set(job.Environment.Where(variable => !variable.Key.StartsWith("BUILDKITE_PARALLEL_JOB", StringComparison.Ordinal)));
        Set(context.BuildVariables);
        foreach (var name in OfSomethingElse) variables[name] = null;
        Set(job.Environment.Where(variable => variable.Key.StartsWith("BUILDKITE_PARALLEL_JOB", StringComparison.Ordinal)));
        Set(OfJob(step, job, started));
        Set(secrets);
        variables[SecretsVariable] = string.Join(',', secrets.Select(secret => secret.Key));
        if (context.InheritedTerminal.Length == 0) variables["TERM"] = "xterm-256color";
        variables["BUILDKITE_BIN_PATH"] = context.AgentFolder;
        variables["PATH"] = $"{context.AgentFolder}{Path.PathSeparator}{variables.GetValueOrDefault("PATH") ?? context.InheritedPath}";
        return variables.ToImmutable();

        void Set(IEnumerable<KeyValuePair<string, string>> more)
        {
            foreach (var (name, value) in more) variables[name] = value;
        }
    }

    // What an outer job would have told of itself; a job without a group or a key has none of these.
    private static readonly ImmutableArray<string> OfSomethingElse =
    [
        "BUILDKITE_STEP_KEY",
        "BUILDKITE_GROUP_KEY",
        "BUILDKITE_GROUP_LABEL",
        "BUILDKITE_PARALLEL_JOB",
        "BUILDKITE_PARALLEL_JOB_COUNT",
        "BUILDKITE_ARTIFACT_PATHS",
    ];

    private static IEnumerable<KeyValuePair<string, string>> OfJob(RunStep step, RunJob job, LocalTry started)
    {
        yield return new("BUILDKITE_STEP_ID", started.StepUuid);
        yield return new("BUILDKITE_LABEL", job.Title);
        yield return new("BUILDKITE_JOB_ID", started.Id);
        yield return new("BUILDKITE_COMMAND", job.Command);
        yield return new("BUILDKITE_RETRY_COUNT", $"{started.Try - 1}");
        yield return new("BUILDKITE_TIMEOUT", step.Timeout is { } timeout ? $"{(int)timeout.TotalMinutes}" : "false");
        yield return new("BUILDKITE_AGENT_META_DATA_QUEUE", step.Queue ?? "default");
        if (step.Plan.Key is { } key) yield return new("BUILDKITE_STEP_KEY", key.Text);
        if (!step.ArtifactPaths.IsEmpty) yield return new("BUILDKITE_ARTIFACT_PATHS", string.Join(';', step.ArtifactPaths));
        if (step.Plan.Group is not { } group) yield break;
        yield return new("BUILDKITE_GROUP_LABEL", group.Label);
        if (group.Key is { } groupKey) yield return new("BUILDKITE_GROUP_KEY", groupKey.Text);
    }
}
