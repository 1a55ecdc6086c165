using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Testing;

/// <summary>How a failure of the machine is distinguished from one of the test: by exit status, by a line of the output, or by
/// both.</summary>
/// <param name="Name">What it is, for people: <c>image pull failed</c>.</param>
public sealed record FailureSignature(string Name)
{
    // Lines are the test's and may be long; a pattern that backtracks is not worth a job that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Statuses of which one must be the command's; empty: any but 0.</summary>
    public ImmutableArray<int> ExitStatuses { get; init; } = [];

    /// <summary>A regular expression that one of the last lines must match, in any letter case; null: no line has to.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether another try can help.</summary>
    public bool Retry { get; init; } = true;

    /// <summary>The line that gives it away, or the name where the exit status alone does; null where the run does not bear this
    /// signature.</summary>
    public string? Find(int status, IEnumerable<OutputLine> tail)
    {
        if (status == 0 || (!ExitStatuses.IsEmpty && !ExitStatuses.Contains(status))) return null;
        if (Pattern is null) return $"{Name}, exit status {status}";
        var regex = new Regex(Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        return tail.Select(line => line.Text).FirstOrDefault(regex.IsMatch) is { } line ? $"{Name}: {line.Trim()}" : null;
    }
}
