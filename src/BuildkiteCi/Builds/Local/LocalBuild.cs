using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using Dapper;

namespace BuildkiteCi.Builds.Local;

/// <summary>
/// The build on a laptop: everything that Buildkite would hold of a build, in a SQLite database and a folder of artifacts below the
/// state folder. Several processes may use it at once: each call is one transaction, and writers wait for each other.
/// </summary>
public sealed class LocalBuild : IBuild
{
    private readonly string folder;
    private readonly IFileTree root;
    private readonly TimeProvider time;
    private readonly Lazy<LocalDatabase> database;

    /// <summary>Makes the build; nothing is written before the first call.</summary>
    /// <param name="stateFolder">Full path of the state folder (<c>--state</c>).</param>
    /// <param name="root">The repository: where artifacts come from.</param>
    /// <param name="time">Dates what is recorded.</param>
    public LocalBuild(string stateFolder, IFileTree root, TimeProvider time)
    {
        folder = stateFolder;
        this.root = root;
        this.time = time;
        database = new Lazy<LocalDatabase>(() => LocalDatabase.Open(folder));
    }

    private string Now => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <inheritdoc/>
    public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(key)) throw new BuildException("a meta-data key is blank; name the value that is set");
        if (string.IsNullOrWhiteSpace(value)) throw new BuildException($"the value of meta-data '{key}' is blank; Buildkite takes no blank values");
        return database.Value.RunAsync(
            connection => connection.ExecuteAsync(
                "INSERT INTO meta_data (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                new { key, value }),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection => connection.QuerySingleOrDefaultAsync<string?>("SELECT value FROM meta_data WHERE key = @key", new { key }),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) =>
        [.. await database.Value.RunAsync(connection => connection.QueryAsync<string>("SELECT key FROM meta_data ORDER BY key"), cancellationToken)];

    /// <inheritdoc/>
    public async Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) =>
        await database.Value.RunAsync(
            connection => connection.QuerySingleOrDefaultAsync<string?>(
                "SELECT outcome FROM outcomes WHERE step_key = @key ORDER BY id DESC LIMIT 1", new { key = step.Text }),
            cancellationToken) is { } word
            ? OutcomeWords.Parse(word)
            : null;

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
            connection => connection.ExecuteAsync(
                "INSERT INTO uploads (name, yaml, uploaded) VALUES (@Name, @Yaml, @now)", new { upload.Name, upload.Yaml, now = Now }),
            cancellationToken);

    /// <summary>The build's uploads, in the order in which they came.</summary>
    public async Task<ImmutableArray<Upload>> UploadsAsync(CancellationToken cancellationToken) =>
        [.. await database.Value.RunAsync(
            connection => connection.QueryAsync<Upload>("SELECT name AS Name, yaml AS Yaml FROM uploads ORDER BY id"), cancellationToken)];

    /// <inheritdoc/>
    public async Task UploadArtifactAsync(string path, CancellationToken cancellationToken)
    {
        var source = Path.Combine(root.Root, path);
        if (!File.Exists(source)) throw new BuildException($"there is no file '{path}' to keep as an artifact; check the path, it is relative to '{root.Root}'");
        var relative = Path.GetRelativePath(root.Root, source).Replace('\\', '/');
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            throw new BuildException($"artifact '{path}' lies outside of '{root.Root}'; copy it there first");

        var target = Path.Combine(folder, "artifacts", relative);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        await using (var from = File.OpenRead(source))
        await using (var to = File.Create(temporary))
        {
            await from.CopyToAsync(to, cancellationToken);
        }

        File.Move(temporary, target, overwrite: true);
        await database.Value.RunAsync(
            connection => connection.ExecuteAsync(
                "INSERT INTO artifacts (path, uploaded) VALUES (@relative, @now) ON CONFLICT (path) DO UPDATE SET uploaded = excluded.uploaded",
                new { relative, now = Now }),
            cancellationToken);
    }

    /// <summary>The paths of all artifacts, in ordinal order; each lies below <c>artifacts/</c> in the state folder.</summary>
    public async Task<ImmutableArray<string>> ArtifactsAsync(CancellationToken cancellationToken) =>
        [.. await database.Value.RunAsync(connection => connection.QueryAsync<string>("SELECT path FROM artifacts ORDER BY path"), cancellationToken)];

    /// <inheritdoc/>
    public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection => connection.ExecuteAsync(
                """
                INSERT INTO annotations (context, style, body, written) VALUES (@Context, @style, @Body, @now)
                ON CONFLICT (context) DO UPDATE SET style = excluded.style, body = excluded.body, written = excluded.written
                """,
                new { annotation.Context, style = annotation.Style.ToString(), annotation.Body, now = Now }),
            cancellationToken);

    /// <summary>The build's annotations, in the order of their contexts.</summary>
    public async Task<ImmutableArray<Annotation>> AnnotationsAsync(CancellationToken cancellationToken)
    {
        var rows = await database.Value.RunAsync(
            connection => connection.QueryAsync<(string Context, string Style, string Body)>(
                "SELECT context, style, body FROM annotations ORDER BY context"),
            cancellationToken);
        return [.. rows.Select(row => new Annotation(row.Context, Enum.Parse<AnnotationStyle>(row.Style), row.Body))];
    }

    /// <summary>Begins a new build: everything that the last one held is forgotten.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        database.Value.RunAsync(
            connection => connection.ExecuteAsync(
                """
                BEGIN IMMEDIATE;
                DELETE FROM meta_data; DELETE FROM outcomes; DELETE FROM uploads; DELETE FROM artifacts; DELETE FROM annotations;
                COMMIT;
                """),
            cancellationToken);
}
