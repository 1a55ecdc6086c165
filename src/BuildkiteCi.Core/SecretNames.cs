using System.Collections.Immutable;
using System.IO.Enumeration;

namespace BuildkiteCi.Core;

/// <summary>By which names variables are secrets.</summary>
public static class SecretNames
{
    /// <summary>A shorter value is none, whatever its name: too much else would be taken for it. Source: facts about redaction.</summary>
    public const int ShortestValue = 6;

    /// <summary>The agent's patterns unless configured otherwise (<c>--redacted-vars</c>).</summary>
    public const string Usual =
        "*_PASSWORD,*_SECRET,*_TOKEN,*_PRIVATE_KEY,*_SSH_KEY,*_ACCESS_KEY,*_SECRET_KEY,*_CONNECTION_STRING,*_API_KEY";

    /// <summary>The token by which today's scripts push; the agent does not know it for one.</summary>
    public const string OfScripts = "*_PAT";

    /// <summary>Patterns that are separated by commas.</summary>
    public static ImmutableArray<string> Patterns(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Whether a name fits one of these patterns, and none behind <c>!</c>; letter case counts.</summary>
    public static bool Fit(string name, ImmutableArray<string> patterns) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))
        && !patterns.Any(pattern =>
            pattern.StartsWith('!') && FileSystemName.MatchesSimpleExpression(pattern.AsSpan(1), name, ignoreCase: false)
        );

    /// <summary>The variables that are secrets by name and length.</summary>
    public static IEnumerable<KeyValuePair<string, string>> In(
        IEnumerable<KeyValuePair<string, string>> variables,
        ImmutableArray<string> patterns
    ) => variables.Where(variable => variable.Value.Length >= ShortestValue && Fit(variable.Key, patterns));
}
