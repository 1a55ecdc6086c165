using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>
/// What failed jobs have in common that most likely failed for one cause: the exit status, and the last line that they wrote, without
/// numbers and without what only names the job (words of its label and of its own variables).
/// </summary>
internal static class FailureCause
{
    // Shorter words are no names: 'of', 'for', '-x'.
    private const int ShortestName = 3;

    // Of how long something took: the unit changes where it took longer.
    private static readonly ImmutableArray<string> Units = ["ms", "s", "min", "h"];

    private static readonly char[] Punctuation = ['.', ',', ':', ';', '(', ')', '[', ']', '\'', '"', '`'];

    /// <summary>The cause, to compare with those of other jobs.</summary>
    public static (int? Status, bool TimedOut, string Line) Of(BoardJob job)
    {
        var line = job.Tail.Select(TerminalText.Plain).LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return (job.End?.ExitStatus, job.End?.TimedOut ?? false, line is null ? job.Log : Common(line, job));
    }

    private static string Common(string line, BoardJob job)
    {
        var names = job.Job.Environment.Select(variable => variable.Value).Append(job.Job.Label)
            .SelectMany(Words).Where(word => word.Length >= ShortestName).ToHashSet(StringComparer.Ordinal);
        var words = Words(line)
            .Select(word => names.Contains(word) || Units.Contains(word) ? "" : WithoutNumbers(word))
            .Where(word => word.Length > 0)
            .ToList();

        // A line that is nothing but the job's name shows no cause.
        return words.Count > 0 ? string.Join(' ', words) : line.Trim();
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim(Punctuation))
            .Where(word => word.Length > 0);

    // '1.3' and '12,000' are one number each.
    private static string WithoutNumbers(string word)
    {
        var text = new StringBuilder();
        var isNumber = false;
        foreach (var character in word)
        {
            if (char.IsAsciiDigit(character) && !isNumber) text.Append('#');
            isNumber = char.IsAsciiDigit(character) || (isNumber && character is '.' or ',');
            if (!isNumber) text.Append(character);
        }

        return text.ToString();
    }
}
