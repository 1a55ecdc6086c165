using System.Collections.Immutable;
using Dapper;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>What the jobs of a local build ask of its run and of each other: to cancel steps, and locks.</summary>
public sealed class LocalControl
{
    // What a lock holds while somebody does work that is done once, and when it is done.
    private const string Doing = "doing";
    private const string Done = "done";

    private readonly Func<LocalDatabase> database;

    internal LocalControl(Func<LocalDatabase> database) => this.database = database;

    /// <summary>Asks the run to cancel a step.</summary>
    /// <param name="step">The step's id; null: the whole build.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task CancelAsync(string? step, CancellationToken cancellationToken) =>
        database()
            .RunAsync(
                connection => connection.ExecuteAsync("INSERT INTO cancellations (step) VALUES (@step)", new { step }),
                cancellationToken
            );

    /// <summary>What was asked to be cancelled since the last time: ids of steps, null for the whole build.</summary>
    public async Task<ImmutableArray<string?>> TakeCancellationsAsync(CancellationToken cancellationToken)
    {
        // Asked four times a second; nearly always there is nothing, and nothing to write.
        if (
            await database()
                .RunAsync(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM cancellations"), cancellationToken) == 0
        )
            return [];
        return
        [
            .. await database()
                .TransactAsync(connection => connection.QueryAsync<string?>("DELETE FROM cancellations RETURNING step"), cancellationToken),
        ];
    }

    /// <summary>Announces that a job will fail, whatever it still does.</summary>
    public Task PromiseFailureAsync(string job, int exitStatus, CancellationToken cancellationToken) =>
        database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT OR REPLACE INTO promises (job, exit_status) VALUES (@job, @exitStatus)",
                        new { job, exitStatus }
                    ),
                cancellationToken
            );

    /// <summary>The jobs that have said so since the last time.</summary>
    public async Task<ImmutableArray<string>> TakePromisesAsync(CancellationToken cancellationToken)
    {
        if (
            await database().RunAsync(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM promises"), cancellationToken)
            == 0
        )
            return [];
        return
        [
            .. await database()
                .TransactAsync(connection => connection.QueryAsync<string>("DELETE FROM promises RETURNING job"), cancellationToken),
        ];
    }

    /// <summary>Takes a lock that nobody holds.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="token">What gives it back.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False: somebody holds it.</returns>
    public async Task<bool> TryLockAsync(string key, string token, CancellationToken cancellationToken) =>
        await database()
            .RunAsync(
                connection => connection.ExecuteAsync("INSERT OR IGNORE INTO locks (key, value) VALUES (@key, @token)", new { key, token }),
                cancellationToken
            ) > 0;

    /// <summary>Gives a lock back; false: nobody holds it by this token.</summary>
    public async Task<bool> UnlockAsync(string key, string token, CancellationToken cancellationToken) =>
        await database()
            .RunAsync(
                connection => connection.ExecuteAsync("DELETE FROM locks WHERE key = @key AND value = @token", new { key, token }),
                cancellationToken
            ) > 0;

    /// <summary>What a lock holds; empty: it is free.</summary>
    public async Task<string> LockAsync(string key, CancellationToken cancellationToken) =>
        await database()
            .RunAsync(
                connection => connection.ExecuteScalarAsync<string?>("SELECT value FROM locks WHERE key = @key", new { key }),
                cancellationToken
            )
        ?? "";

    /// <summary>Begins work that is done once: true for the first caller, false where it is done, null while somebody is at it.</summary>
    public async Task<bool?> BeginOnceAsync(string key, CancellationToken cancellationToken)
    {
        if (await TryLockAsync(key, Doing, cancellationToken)) return true;
        return await LockAsync(key, cancellationToken) == Done ? false : null;
    }

    /// <summary>Marks work as done that is done once; false where nobody was at it.</summary>
    public async Task<bool> EndOnceAsync(string key, CancellationToken cancellationToken) =>
        await database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "UPDATE locks SET value = @Done WHERE key = @key AND value = @Doing",
                        new
                        {
                            key,
                            Doing,
                            Done,
                        }
                    ),
                cancellationToken
            ) > 0;

    /// <summary>Forgets what jobs held and asked for that run no longer. What was done once stays done.</summary>
    internal Task<int> ForgetJobsAsync(CancellationToken cancellationToken) =>
        database()
            .TransactAsync(
                connection =>
                    connection.ExecuteAsync(
                        "DELETE FROM cancellations; DELETE FROM promises; DELETE FROM locks WHERE value <> @Done",
                        new { Done }
                    ),
                cancellationToken
            );
}
