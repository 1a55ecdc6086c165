using System.Collections.Immutable;
using System.Security.Cryptography;
using BuildkiteCi.Pipelines.Steps;
using Dapper;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>The files of a local build: copies below <c>artifacts/</c> in the state folder, an earlier copy of a path beside under its
/// id.</summary>
public sealed class LocalArtifacts
{
    private const string Columns = "SELECT id, path, job, step_key AS StepKey, size, sha1, sha256, uploaded FROM artifacts";

    private readonly string folder;
    private readonly Func<LocalDatabase> database;
    private readonly Func<string> now;

    internal LocalArtifacts(string stateFolder, Func<LocalDatabase> database, Func<string> now)
    {
        folder = stateFolder;
        this.database = database;
        this.now = now;
    }

    /// <summary>The name under which a file is kept that was found as this path: relative, without <c>.</c> and <c>..</c>.</summary>
    public static string StoredPath(string found) =>
        string.Join('/', found.Split('/', '\\').Where(part => part is not ("" or "." or "..")));

    /// <summary>Keeps a file.</summary>
    /// <param name="source">Its full path.</param>
    /// <param name="path">The name under which it is found, with forward slashes; no part is <c>..</c>.</param>
    /// <param name="job">The job that uploads it; null: none does.</param>
    /// <param name="step">Key of that job's step; null: it has none.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task KeepAsync(string source, string path, string? job, StepKey? step, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var kept = Path.Combine(folder, "artifact-files", id);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        var (size, sha1, sha256) = await CopyAsync(source, kept, cancellationToken);

        // Readers look for the newest copy under its own name; it is there whole or not at all.
        var target = Path.Combine(folder, "artifacts", path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{id}.tmp";
        File.Copy(kept, temporary);
        File.Move(temporary, target, overwrite: true);
        await database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT INTO artifacts (id, path, job, step_key, size, sha1, sha256, uploaded) VALUES (@id, @path, @job, @stepKey, "
                            + "@size, @sha1, @sha256, @now)",
                        new
                        {
                            id,
                            path,
                            job,
                            stepKey = step?.Text,
                            size,
                            sha1,
                            sha256,
                            now = now(),
                        }
                    ),
                cancellationToken
            );
    }

    /// <summary>All files, the newest last.</summary>
    public async Task<ImmutableArray<LocalArtifact>> AllAsync(CancellationToken cancellationToken) =>
        [
            .. (await database().RunAsync(connection => connection.QueryAsync<ArtifactRow>($"{Columns} ORDER BY rowid"), cancellationToken))
                .Select(row => row.ToArtifact()),
        ];

    /// <summary>Full path of a file's copy.</summary>
    public string CopyOf(LocalArtifact artifact) => Path.Combine(folder, "artifact-files", artifact.Id);

    private static async Task<(long Size, string Sha1, string Sha256)> CopyAsync(
        string source,
        string target,
        CancellationToken cancellationToken
    )
    {
        // SHA-1 is what the agent reports of an artifact; nothing here relies on it.
#pragma warning disable CA5350 // The agent's interface names this algorithm.
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var from = File.OpenRead(source);
        await using var to = File.Create(target);
        var buffer = new byte[81920];
        long size = 0;
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            sha1.AppendData(buffer, 0, read);
            sha256.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            size += read;
        }

        return (size, Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    // As SQLite hands it over.
    internal sealed record ArtifactRow(
        string Id, string Path, string? Job, string? StepKey, long Size, string Sha1, string Sha256, string Uploaded)
    {
        public LocalArtifact ToArtifact() =>
            new(Id, Path, Job, StepKey is null ? null : Pipelines.Steps.StepKey.Parse(StepKey), Size, Sha1, Sha256, Uploaded);
    }
}
