using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Ordering;

/// <summary>The order in which readers get models: best results first, column by column, then by type, then by name whatever its letter
/// case.</summary>
public static class BestFirst
{
    /// <summary>Orders rows by what they show.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="statuses">A row's columns, from the left; each row has the same number.</param>
    /// <param name="type">A row's type.</param>
    /// <param name="name">A row's name.</param>
    public static ImmutableArray<T> Order<T>(
        IEnumerable<T> rows,
        Func<T, ImmutableArray<Status>> statuses,
        Func<T, string> type,
        Func<T, string> name
    ) =>
        [
            .. rows.OrderBy(row => string.Concat(statuses(row).Select(Rank)), StringComparer.Ordinal)
                .ThenBy(type, StringComparer.Ordinal)
                .ThenBy(name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(name, StringComparer.Ordinal),
        ];

    // Passing before Failing before Untested; any other status tells a reader as little as Untested.
    private static char Rank(Status status) => status == Status.Passing ? '0' : status == Status.Failing ? '1' : '2';
}
