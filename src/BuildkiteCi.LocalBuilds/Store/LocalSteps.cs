using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using Dapper;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>The uploads and steps of a local build: what a run of it writes, and what the agent's stand-in is asked for.</summary>
public sealed class LocalSteps
{
    private readonly Func<LocalDatabase> database;
    private readonly Func<string> now;

    internal LocalSteps(Func<LocalDatabase> database, Func<string> now)
    {
        this.database = database;
        this.now = now;
    }

    /// <summary>Adds an upload, unless one of its keys is in the build already.</summary>
    /// <returns>The keys that are; none: the upload is in the build.</returns>
    public Task<ImmutableArray<string>> UploadAsync(
        Upload upload,
        IEnumerable<StepKey> keys,
        string? job,
        bool replaces,
        CancellationToken cancellationToken
    ) =>
        database()
            .TransactAsync(
                async connection =>
                {
                    var wanted = keys.Select(key => key.Text).ToArray();
                    if (replaces)
                        await connection.ExecuteAsync(
                            "DELETE FROM upload_keys WHERE key IN (SELECT key FROM steps WHERE state IN ('waiting_for_dependencies', "
                                + "'ready') AND key IS NOT NULL)"
                        );
                    var taken = (await connection.QueryAsync<string>("SELECT key FROM upload_keys ORDER BY key"))
                        .Intersect(wanted, StringComparer.Ordinal)
                        .ToImmutableArray();
                    if (!taken.IsEmpty)
                        return taken;
                    var number = await connection.ExecuteScalarAsync<long>(
                        "INSERT INTO uploads (name, yaml, uploaded, job, replaces) VALUES (@Name, @Yaml, @now, @job, @replaces) RETURNING "
                            + "id",
                        new
                        {
                            upload.Name,
                            upload.Yaml,
                            now = now(),
                            job,
                            replaces,
                        }
                    );
                    foreach (var key in wanted)
                        await connection.ExecuteAsync("INSERT INTO upload_keys (key, upload) VALUES (@key, @number)", new { key, number });
                    return [];
                },
                cancellationToken
            );

    /// <summary>Makes the keys of an upload known that came without them.</summary>
    internal Task<int> ClaimKeysAsync(int upload, IEnumerable<StepKey> keys, CancellationToken cancellationToken) =>
        database()
            .TransactAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT OR IGNORE INTO upload_keys (key, upload) VALUES (@key, @upload)",
                        keys.Select(key => new { key = key.Text, upload })
                    ),
                cancellationToken
            );

    /// <summary>The uploads behind this one, in the order in which they came.</summary>
    public async Task<ImmutableArray<LocalUpload>> UploadsAfterAsync(long number, CancellationToken cancellationToken) =>
        [.. (await database().RunAsync(
            connection => connection.QueryAsync<UploadRow>(
                "SELECT id, name, yaml, job, replaces FROM uploads WHERE id > @number ORDER BY id", new { number }),
            cancellationToken)).Select(row => new LocalUpload(row.Id, row.Name, row.Yaml, row.Job, row.Replaces))];

    /// <summary>Forgets the uploads of a job and everything that came of them: the job is run again, and will upload again.</summary>
    internal Task<int> ForgetUploadsAsync(string job, CancellationToken cancellationToken) =>
        database().TransactAsync(
            async connection =>
            {
                var numbers = (await connection.QueryAsync<long>(
                    """
                    WITH RECURSIVE gone (id) AS (
                        SELECT id FROM uploads WHERE job = @job
                        UNION SELECT uploads.id FROM uploads JOIN jobs ON jobs.id = uploads.job JOIN gone ON jobs.upload = gone.id)
                    SELECT id FROM gone
                    """,
                    new { job })).ToList();
                foreach (var number in numbers)
                {
                    await connection.ExecuteAsync(
                        """
                        DELETE FROM uploads WHERE id = @number; DELETE FROM upload_keys WHERE upload = @number;
                        DELETE FROM steps WHERE upload = @number; DELETE FROM jobs WHERE upload = @number;
                        """,
                        new { number });
                }

                return numbers.Count;
            },
            cancellationToken);

    /// <summary>Writes how steps stand.</summary>
    public Task<int> WriteAsync(IEnumerable<LocalStep> steps, CancellationToken cancellationToken) =>
        database()
            .TransactAsync(
                connection =>
                    connection.ExecuteAsync(
                        """
                        INSERT INTO steps (upload, place, id, key, label, type, state, outcome, attributes, ended)
                        VALUES (@Upload, @Index, @Uuid, @Key, @Label, @Type, @State, @Outcome, @Attributes, @End)
                        ON CONFLICT (upload, place) DO UPDATE SET state = excluded.state, outcome = excluded.outcome, ended = excluded.ended
                        """,
                        steps.Select(step => new
                        {
                            step.Id.Upload,
                            step.Id.Index,
                            step.Uuid,
                            Key = step.Key?.Text,
                            step.Label,
                            step.Type,
                            step.State,
                            step.Outcome,
                            step.Attributes,
                            End = (int?)step.End,
                        })
                    ),
                cancellationToken
            );

    /// <summary>All steps that are known, in the order of their ids.</summary>
    public async Task<ImmutableArray<LocalStep>> AllAsync(CancellationToken cancellationToken) =>
        [
            .. (
                await database()
                    .RunAsync(connection => connection.QueryAsync<StepRow>($"{StepRow.Select} ORDER BY upload, place"), cancellationToken)
            ).Select(row => row.ToStep()),
        ];

    /// <summary>The step of an id or a key; null: the build has none.</summary>
    public async Task<LocalStep?> FindAsync(string idOrKey, CancellationToken cancellationToken) =>
        (
            await database()
                .RunAsync(
                    connection =>
                        connection.QueryFirstOrDefaultAsync<StepRow>(
                            $"{StepRow.Select} WHERE (id = @idOrKey OR key = @idOrKey) AND state <> 'removed'",
                            new { idOrKey }
                        ),
                    cancellationToken
                )
        )?.ToStep();

    /// <summary>Changes an attribute of a step, for everybody who asks for it from now on.</summary>
    public Task ChangeAsync(LocalStep step, string attribute, string value, bool appends, CancellationToken cancellationToken) =>
        database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT INTO step_changes (step, attribute, value, appends) VALUES (@Uuid, @attribute, @value, @appends)",
                        new
                        {
                            step.Uuid,
                            attribute,
                            value,
                            appends,
                        }
                    ),
                cancellationToken
            );

    /// <summary>The changes of an attribute of a step, in order.</summary>
    public async Task<ImmutableArray<(string Value, bool Appends)>> ChangesAsync(
        LocalStep step,
        string attribute,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await database()
                    .RunAsync(
                        connection =>
                            connection.QueryAsync<ChangeRow>(
                                "SELECT value, appends FROM step_changes WHERE step = @Uuid AND attribute = @attribute ORDER BY id",
                                new { step.Uuid, attribute }
                            ),
                        cancellationToken
                    )
            ).Select(row => (row.Value, row.Appends)),
        ];

    /// <summary>Takes steps out of the build that will not run any more (<c>pipeline upload --replace</c>); their keys are free
    /// again.</summary>
    internal Task<int> RemoveAsync(IEnumerable<StepId> steps, CancellationToken cancellationToken) =>
        database().TransactAsync(
            connection => connection.ExecuteAsync(
                """
                DELETE FROM upload_keys WHERE key = (SELECT key FROM steps WHERE upload = @Upload AND place = @Index);
                UPDATE steps SET state = 'removed', key = NULL WHERE upload = @Upload AND place = @Index;
                """,
                steps.Select(step => new { step.Upload, step.Index })),
            cancellationToken);

    /// <summary>Forgets what an earlier run of the same uploads has done, what its jobs set and left among it.</summary>
    public Task<int> ForgetRunsAsync(CancellationToken cancellationToken) =>
        database()
            .TransactAsync(
                connection =>
                    connection.ExecuteAsync(
                        """
                        DELETE FROM upload_keys; DELETE FROM uploads WHERE job IS NOT NULL; DELETE FROM steps; DELETE FROM step_changes; DELETE FROM jobs; DELETE FROM job_environment;
                        DELETE FROM outcomes; DELETE FROM meta_data WHERE job IS NOT NULL; DELETE FROM artifacts WHERE job IS NOT NULL; DELETE FROM annotations; DELETE FROM locks;
                        """
                    ),
                cancellationToken
            );

    // As SQLite hands rows over.
    internal sealed record UploadRow(long Id, string Name, string Yaml, string? Job, bool Replaces);

    internal sealed record ChangeRow(string Value, bool Appends);

    internal sealed record StepRow(
        long Upload,
        long Place,
        string Id,
        string? Key,
        string Label,
        string Type,
        string State,
        string? Outcome,
        string Attributes,
        long? Ended
    )
    {
        public const string Select = "SELECT upload, place, id, key, label, type, state, outcome, attributes, ended FROM steps";

        public LocalStep ToStep() =>
            new(new StepId((int)Upload, (int)Place), Id, Key is null ? null : StepKey.Parse(Key), Label, Type, State, Outcome, Attributes, (StepEnd?)Ended);
    }
}
