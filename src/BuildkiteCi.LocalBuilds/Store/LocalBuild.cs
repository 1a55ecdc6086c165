using System.Collections.Immutable;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using Dapper;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>
/// The build on a laptop: everything that Buildkite would hold of a build, in a SQLite database and a folder of artifacts below the
/// state folder. Several processes may use it at once: each call is one transaction, and writers wait for each other.
/// </summary>
public sealed class LocalBuild : IBuild
{
    /// <summary>The variable by which a job's processes are distinguished from others.</summary>
    internal const string JobVariable = "BUILDKITE_JOB_ID";

    // Ended by KILL.
    private const int InterruptedStatus = 137;

    private static readonly ImmutableArray<string> KeptFolders = ["artifacts", "artifact-files", "logs"];

    private readonly IFileTree root;
    private readonly TimeProvider time;
    private readonly Lazy<LocalDatabase> database;

    /// <summary>Makes the build; nothing is written before the first call.</summary>
    /// <param name="stateFolder">Full path of the state folder (<c>--state</c>).</param>
    /// <param name="root">The repository: where artifacts come from.</param>
    /// <param name="time">Dates what is recorded.</param>
    public LocalBuild(string stateFolder, IFileTree root, TimeProvider time)
    {
        StateFolder = stateFolder;
        this.root = root;
        this.time = time;
        database = new Lazy<LocalDatabase>(() => LocalDatabase.Open(stateFolder));
        Steps = new LocalSteps(() => database.Value, () => Now);
        Jobs = new LocalJobs(() => database.Value, () => Now);
        Artifacts = new LocalArtifacts(stateFolder, () => database.Value, () => Now);
        Control = new LocalControl(() => database.Value);
        Annotations = new LocalAnnotations(() => database.Value, () => Now);
    }

    /// <summary>Full path of the folder that holds it all.</summary>
    public string StateFolder { get; }

    /// <summary>Full path of the repository that the build is of.</summary>
    internal string Root => root.Root;

    /// <summary>The job on whose behalf the build is used; null: none. What a job sets is forgotten when the build is run anew.</summary>
    public string? Job { get; init; }

    /// <summary>Its uploads and steps.</summary>
    public LocalSteps Steps { get; }

    /// <summary>Its jobs.</summary>
    public LocalJobs Jobs { get; }

    /// <summary>Its files.</summary>
    public LocalArtifacts Artifacts { get; }

    /// <summary>What its jobs ask of its run and of each other.</summary>
    public LocalControl Control { get; }

    /// <summary>Its notes.</summary>
    public LocalAnnotations Annotations { get; }

    private string Now => LocalTime.Text(time.GetUtcNow());

    /// <inheritdoc/>
    public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(key)) throw new BuildException("a meta-data key is blank; name the value that is set");
        if (string.IsNullOrWhiteSpace(value))
            throw new BuildException($"the value of meta-data '{key}' is blank; Buildkite takes no blank values");
        return database.Value.RunAsync(
            connection =>
                connection.ExecuteAsync(
                    "INSERT INTO meta_data (key, value, job) VALUES (@key, @value, @Job) ON CONFLICT (key) DO UPDATE SET value = "
                        + "excluded.value, job = excluded.job",
                    new
                    {
                        key,
                        value,
                        Job,
                    }
                ),
            cancellationToken);
    }

    /// <summary>Keeps the answer to a field of a block or input step; one that was left empty is kept as such.</summary>
    internal Task<int> AnswerAsync(string key, string value, CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection =>
                connection.ExecuteAsync(
                    "INSERT INTO meta_data (key, value, job) VALUES (@key, @value, '') ON CONFLICT (key) DO UPDATE SET value = "
                        + "excluded.value, job = excluded.job",
                    new { key, value }
                ),
            cancellationToken);

    /// <inheritdoc/>
    public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection => connection.QuerySingleOrDefaultAsync<string?>("SELECT value FROM meta_data WHERE key = @key", new { key }),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) =>
        [
            .. await database.Value.RunAsync(
                connection => connection.QueryAsync<string>("SELECT key FROM meta_data ORDER BY key"),
                cancellationToken
            ),
        ];

    /// <inheritdoc/>
    public async Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) =>
        await database.Value.RunAsync(
            connection => connection.QuerySingleOrDefaultAsync<string?>(
                "SELECT outcome FROM outcomes WHERE step_key = @key ORDER BY id DESC LIMIT 1", new { key = step.Text }),
            cancellationToken) is { } word
            ? OutcomeWords.Parse(word)
            : null;

    /// <inheritdoc/>
    public async Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) =>
        await database.Value.RunAsync(
            connection =>
                connection.ExecuteScalarAsync<long>(
                    "SELECT count(*) FROM steps WHERE key = @key AND ended IS NULL",
                    new { key = step.Text }
                ),
            cancellationToken) > 0;

    /// <summary>Records how a try of a step ended; the newest counts, the earlier ones stay as history.</summary>
    public Task RecordOutcomeAsync(StepKey step, Outcome outcome, CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection => connection.ExecuteAsync(
                "INSERT INTO outcomes (step_key, outcome, recorded) VALUES (@key, @outcome, @now)",
                new { key = step.Text, outcome = outcome.Word(), now = Now }),
            cancellationToken);

    /// <inheritdoc/>
    public Task UploadAsync(Upload upload, CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection =>
                connection.ExecuteAsync(
                    "INSERT INTO uploads (name, yaml, uploaded, job) VALUES (@Name, @Yaml, @now, @Job)",
                    new
                    {
                        upload.Name,
                        upload.Yaml,
                        now = Now,
                        Job,
                    }
                ),
            cancellationToken);

    /// <summary>The build's uploads, in the order in which they came.</summary>
    public async Task<ImmutableArray<Upload>> UploadsAsync(CancellationToken cancellationToken) =>
        [.. (await Steps.UploadsAfterAsync(0, cancellationToken)).Select(upload => new Upload(upload.Name, upload.Yaml))];

    /// <inheritdoc/>
    public Task UploadArtifactAsync(string path, CancellationToken cancellationToken)
    {
        var source = Path.Combine(root.Root, path);
        if (!File.Exists(source))
            throw new BuildException($"there is no file '{path}' to keep as an artifact; check the path, it is relative to '{root.Root}'");
        var relative = Path.GetRelativePath(root.Root, source).Replace('\\', '/');
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            throw new BuildException($"artifact '{path}' lies outside of '{root.Root}'; copy it there first");
        if (LeavingLink.Problem(root.Root, source) is { } problem) throw new BuildException($"artifact '{path}' is not kept: {problem}");
        return Artifacts.KeepAsync(source, relative, Job, step: null, cancellationToken);
    }

    /// <summary>The paths of all artifacts, in ordinal order; each lies below <c>artifacts/</c> in the state folder.</summary>
    public async Task<ImmutableArray<string>> ArtifactsAsync(CancellationToken cancellationToken) =>
        [
            .. (await Artifacts.AllAsync(cancellationToken))
                .Select(artifact => artifact.Path)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <inheritdoc/>
    public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) =>
        Annotations.WriteAsync(
            annotation.Context,
            LocalAnnotations.BuildScope,
            annotation.Style,
            annotation.Body,
            appends: false,
            priority: null,
            cancellationToken
        );

    /// <summary>The build's id and number: <c>BUILDKITE_BUILD_ID</c>, a UUID, and <c>BUILDKITE_BUILD_NUMBER</c>, one more with each
    /// build.</summary>
    public async Task<(string Id, long Number)> IdentityAsync(CancellationToken cancellationToken)
    {
        var row = await database.Value.RunAsync(
            connection => connection.QuerySingleAsync<IdentityRow>(
                """
                INSERT INTO identity (place, id, number) VALUES (1, @id, 1) ON CONFLICT DO NOTHING;
                SELECT id, number FROM identity;
                """,
                new { id = Guid.NewGuid().ToString() }),
            cancellationToken);
        return (row.Id, row.Number);
    }

    /// <summary>
    /// Takes the right to write in the state folder, before anything is written there, and ends the jobs that a killed run has left
    /// running.
    /// </summary>
    /// <param name="what">Who takes it: <c>RunPipeline</c>.</param>
    /// <param name="grace">How long jobs have between being asked to end and being ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BuildException">Another process has it.</exception>
    public async Task<StateLock> HoldAsync(string what, TimeSpan grace, CancellationToken cancellationToken)
    {
        var held = StateLock.Take(StateFolder, what, time.GetUtcNow());
        try
        {
            foreach (var job in await Jobs.RunningJobsAsync(cancellationToken))
            {
                await Leftovers.EndAsync(JobVariable, job, grace, time);
                await Jobs.EndAsync(job, "interrupted", InterruptedStatus, span: null, cancellationToken);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Begins a new build: everything that the last one held is forgotten.</summary>
    /// <param name="held">The right to do so.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task BeginAsync(StateLock held, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(held);
        await database.Value.ClearAsync(cancellationToken);
        await database.Value.RunAsync(
            connection =>
                connection.ExecuteAsync(
                    "INSERT INTO identity (place, id, number) VALUES (1, @id, 1) ON CONFLICT DO UPDATE SET id = excluded.id, number = "
                        + "number + 1",
                    new { id = Guid.NewGuid().ToString() }
                ),
            cancellationToken);
        foreach (var kept in KeptFolders.Select(name => Path.Combine(StateFolder, name)).Where(Directory.Exists))
            Directory.Delete(kept, recursive: true);
    }

    internal sealed record IdentityRow(string Id, long Number);
}
