using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Builds;
using Dapper;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>The notes of a local build.</summary>
public sealed class LocalAnnotations
{
    /// <summary>Where an annotation is shown unless its job chooses otherwise.</summary>
    public const string BuildScope = "build";

    private const int UsualPriority = 3;

    private readonly Func<LocalDatabase> database;
    private readonly Func<string> now;

    internal LocalAnnotations(Func<LocalDatabase> database, Func<string> now)
    {
        this.database = database;
        this.now = now;
    }

    /// <summary>Writes an annotation.</summary>
    /// <param name="context">Which one.</param>
    /// <param name="scope"><c>build</c>, or <c>job:ID</c>.</param>
    /// <param name="style">Its colour; null: as it was, none for a new one.</param>
    /// <param name="body">Its text; empty: as it was.</param>
    /// <param name="appends">Whether the body is added to the end of what is there.</param>
    /// <param name="priority">1 to 10; null: as it was, 3 for a new one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task WriteAsync(
        string context,
        string scope,
        AnnotationStyle? style,
        string body,
        bool appends,
        int? priority,
        CancellationToken cancellationToken
    ) =>
        database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync(
                        """
                        INSERT INTO annotations (context, scope, style, body, priority, written) VALUES (@context, @scope, @style, @body, coalesce(@priority, @UsualPriority), @now)
                        ON CONFLICT (context, scope) DO UPDATE SET
                            style = coalesce(excluded.style, style),
                            body = CASE WHEN excluded.body = '' THEN body WHEN @appends THEN body || excluded.body ELSE excluded.body END,
                            priority = coalesce(@priority, priority),
                            written = excluded.written
                        """,
                        new
                        {
                            context,
                            scope,
                            style = style?.ToString(),
                            body,
                            appends,
                            priority,
                            UsualPriority,
                            now = now(),
                        }
                    ),
                cancellationToken
            );

    /// <summary>Takes an annotation away; false where there was none.</summary>
    public async Task<bool> RemoveAsync(string context, string scope, CancellationToken cancellationToken) =>
        await database()
            .RunAsync(
                connection =>
                    connection.ExecuteAsync("DELETE FROM annotations WHERE context = @context AND scope = @scope", new { context, scope }),
                cancellationToken
            ) > 0;

    /// <summary>All annotations: by priority, the highest first, then in the order of their contexts. One without a style is
    /// Info.</summary>
    public async Task<ImmutableArray<Annotation>> AllAsync(CancellationToken cancellationToken) =>
        [
            .. (
                await database()
                    .RunAsync(
                        connection =>
                            connection.QueryAsync<AnnotationRow>(
                                "SELECT context, style, body FROM annotations ORDER BY priority DESC, context, scope"
                            ),
                        cancellationToken
                    )
            ).Select(row => new Annotation(
                row.Context,
                row.Style is null ? AnnotationStyle.Info : Enum.Parse<AnnotationStyle>(row.Style),
                row.Body
            )),
        ];

    internal sealed record AnnotationRow(string Context, string? Style, string Body);
}
