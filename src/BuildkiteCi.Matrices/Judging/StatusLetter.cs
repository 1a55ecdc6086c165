using System.Collections.Frozen;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>One letter for each status: strips of nights and data of many publications are written in them.</summary>
public static class StatusLetter
{
    /// <summary>The letter of <see cref="Status.Passing"/>.</summary>
    public const char Pass = 'P';

    /// <summary>The letter of <see cref="Status.Failing"/>.</summary>
    public const char Fail = 'F';

    /// <summary>The letter of <see cref="Status.NotEnoughHbm"/>.</summary>
    public const char TooLarge = 'H';

    /// <summary>The letter of <see cref="Status.Untested"/>, and of all that proves nothing.</summary>
    public const char NotRun = 'U';

    /// <summary>Nothing was published.</summary>
    public const char Nothing = '.';

    private static readonly FrozenDictionary<string, char> Letters = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        [Status.Passing.Word] = Pass,
        [Status.Failing.Word] = Fail,
        [Status.Untested.Word] = NotRun,
        [Status.NotEnoughHbm.Word] = TooLarge,
        [Status.NotApplicable.Word] = 'N',
        [Status.Beta.Word] = 'B',
        [Status.Experimental.Word] = 'E',
        [Status.Planned.Word] = 'L',
        [Status.Unplanned.Word] = 'X',
        [Status.Declared.Word] = 'D',
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, Status> Statuses = Status.All.ToFrozenDictionary(Of);

    /// <summary>The letter; <c>O</c> for texts that are no known status.</summary>
    public static char Of(Status status) => Letters.GetValueOrDefault(status.Word, 'O');

    /// <summary>The name of a letter's status: <c>Passing</c>.</summary>
    public static string Name(char letter) =>
        Statuses.TryGetValue(letter, out var status) ? status.Name
        : letter == Nothing ? "not listed"
        : "other";
}
