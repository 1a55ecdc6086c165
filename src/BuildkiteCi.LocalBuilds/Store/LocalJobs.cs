using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Pipelines.Builds;
using Dapper;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>The tries of a local build's jobs: when each started, how it ended, what it set, and how long such a job takes. Their order is
/// that of their rows, since the machine's clock may be set back between two of them.</summary>
public sealed class LocalJobs
{
    private readonly Func<LocalDatabase> database;
    private readonly Func<string> now;

    internal LocalJobs(Func<LocalDatabase> database, Func<string> now)
    {
        this.database = database;
        this.now = now;
    }

    /// <summary>Writes that a try of a job has started.</summary>
    public Task StartAsync(LocalTry started, CancellationToken cancellationToken) =>
        database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT INTO jobs (id, upload, place, number, try, state, log, started) VALUES (@Id, @Upload, @Index, @Number, "
                            + "@Try, 'running', @Log, @now)",
                        new
                        {
                            started.Id,
                            started.Job.Step.Upload,
                            started.Job.Step.Index,
                            started.Job.Number,
                            started.Try,
                            started.Log,
                            now = now(),
                        }
                    ),
                cancellationToken
            );

    /// <summary>Writes how a try of a job has ended.</summary>
    /// <param name="job">The try's id.</param>
    /// <param name="state"><c>finished</c>, <c>timed_out</c>, <c>canceled</c>, or <c>interrupted</c> where the whole run was ended.</param>
    /// <param name="exitStatus">Its exit status.</param>
    /// <param name="span">How long it took by a clock that nobody sets; null where its run was killed, and the machine's has to do.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task EndAsync(string job, string state, int exitStatus, TimeSpan? span, CancellationToken cancellationToken) =>
        database()
            .TransactAsync(
                async connection =>
                {
                    var started = (
                        await connection.QueryAsync<string>("SELECT started FROM jobs WHERE id = @job", new { job })
                    ).FirstOrDefault();
                    return await connection.ExecuteAsync(
                        "UPDATE jobs SET state = @state, exit_status = @exitStatus, ended = @ended WHERE id = @job",
                        new
                        {
                            job,
                            state,
                            exitStatus,
                            ended = started is null ? null : EndOf(started, span),
                        }
                    );
                },
                cancellationToken
            );

    /// <summary>The tries of jobs that have started and not ended, as far as anybody wrote it down.</summary>
    internal async Task<ImmutableArray<string>> RunningJobsAsync(CancellationToken cancellationToken) =>
        [
            .. await database()
                .RunAsync(
                    connection => connection.QueryAsync<string>("SELECT id FROM jobs WHERE ended IS NULL ORDER BY rowid"),
                    cancellationToken
                ),
        ];

    /// <summary>All tries of all jobs, in the order in which they started.</summary>
    public async Task<ImmutableArray<FinishedTry>> TriesAsync(CancellationToken cancellationToken) =>
        [
            .. (
                await database()
                    .RunAsync(
                        connection =>
                            connection.QueryAsync<TryRow>(
                                "SELECT id, upload, place, number, try, state, exit_status, log, started, ended FROM jobs ORDER BY rowid"
                            ),
                        cancellationToken
                    )
            ).Select(row => new FinishedTry(
                row.Id,
                new JobId(new StepId((int)row.Upload, (int)row.Place), (int)row.Number),
                (int)row.Try,
                row.State,
                (int?)row.ExitStatus,
                row.Log,
                row.Started,
                row.Ended
            )),
        ];

    /// <summary>Remembers how long a job took that passed, over builds.</summary>
    internal Task<int> KeepSpanAsync(string label, TimeSpan span, CancellationToken cancellationToken) =>
        database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT INTO spans (label, milliseconds) VALUES (@label, @milliseconds) ON CONFLICT (label) DO UPDATE SET "
                            + "milliseconds = excluded.milliseconds",
                        new { label, milliseconds = (long)span.TotalMilliseconds }
                    ),
                cancellationToken
            );

    /// <summary>How long jobs took when they last passed, by their labels.</summary>
    public async Task<ImmutableDictionary<string, TimeSpan>> LastSpansAsync(CancellationToken cancellationToken) =>
        (
            await database()
                .RunAsync(
                    connection => connection.QueryAsync<SpanRow>("SELECT label, milliseconds FROM spans"),
                    cancellationToken
                )
        ).ToImmutableDictionary(row => row.Label, row => TimeSpan.FromMilliseconds(row.Milliseconds), StringComparer.Ordinal);

    /// <summary>The step of a job's try; null: there is no such try.</summary>
    public async Task<StepId?> StepOfAsync(string job, CancellationToken cancellationToken) =>
        await database()
            .RunAsync(
                connection =>
                    connection.QuerySingleOrDefaultAsync<PlaceRow>(
                        "SELECT upload, place FROM jobs WHERE id = @job",
                        new { job }
                    ),
                cancellationToken
            )
            is { } row ? new StepId((int)row.Upload, (int)row.Place) : null;

    /// <summary>The tries of a step's jobs.</summary>
    internal async Task<ImmutableArray<string>> JobsOfAsync(StepId step, CancellationToken cancellationToken) =>
        [
            .. await database()
                .RunAsync(
                    connection =>
                        connection.QueryAsync<string>(
                            "SELECT id FROM jobs WHERE upload = @Upload AND place = @Index ORDER BY rowid",
                            new { step.Upload, step.Index }
                        ),
                    cancellationToken
                ),
        ];

    /// <summary>The variables that a job has set or taken away (null) with <c>env set</c> and <c>env unset</c>.</summary>
    public async Task<ImmutableSortedDictionary<string, string?>> EnvironmentAsync(string job, CancellationToken cancellationToken) =>
        (
            await database()
                .RunAsync(
                    connection =>
                        connection.QueryAsync<VariableRow>(
                            "SELECT name, value FROM job_environment WHERE job = @job",
                            new { job }
                        ),
                    cancellationToken
                )
        ).ToImmutableSortedDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    /// <summary>Sets a variable for the job's later phases; null takes it away.</summary>
    public Task SetEnvironmentAsync(string job, string name, string? value, CancellationToken cancellationToken) =>
        database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        "INSERT INTO job_environment (job, name, value) VALUES (@job, @name, @value) ON CONFLICT (job, name) DO UPDATE SET "
                            + "value = excluded.value",
                        new
                        {
                            job,
                            name,
                            value,
                        }
                    ),
                cancellationToken
            );

    private string EndOf(string started, TimeSpan? span)
    {
        if (span is { } known)
            return LocalTime.Text(DateTimeOffset.Parse(started, CultureInfo.InvariantCulture) + known);
        var ended = now();
        return string.CompareOrdinal(ended, started) < 0 ? started : ended;
    }

    // As SQLite hands rows over.
    internal sealed record SpanRow(string Label, long Milliseconds);

    internal sealed record PlaceRow(long Upload, long Place);

    internal sealed record VariableRow(string Name, string? Value);

    internal sealed record TryRow(
        string Id,
        long Upload,
        long Place,
        long Number,
        long Try,
        string State,
        long? ExitStatus,
        string Log,
        string Started,
        string? Ended
    );
}
