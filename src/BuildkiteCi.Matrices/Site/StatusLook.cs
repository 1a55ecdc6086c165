using System.Collections.Frozen;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>How a status is told to the style sheet and to the script: by one letter, because a page has thousands of them.</summary>
internal static class StatusLook
{
    private static readonly FrozenDictionary<string, string> Letters = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Status.Passing.Word] = "p",
        [Status.Failing.Word] = "f",
        [Status.Untested.Word] = "u",
        [Status.NotEnoughHbm.Word] = "h",
        [Status.NotApplicable.Word] = "n",
        [Status.Beta.Word] = "b",
        [Status.Experimental.Word] = "e",
        [Status.Planned.Word] = "l",
        [Status.Unplanned.Word] = "x",
        [Status.Declared.Word] = "d",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The letter; <c>o</c> for texts that are no known status. The style sheet and the script know the same letters.</summary>
    public static string Letter(Status status) => Letters.GetValueOrDefault(status.Word, "o");
}
