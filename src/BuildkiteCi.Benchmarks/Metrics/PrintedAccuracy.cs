using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// The accuracy that an evaluation prints: a Python dictionary below a heading (<c>Results</c>, <c>GPQA Results</c>, <c>MMMU-Pro
/// Results</c>),
/// or behind <c>AccuracyMetrics:</c>; or lm_eval's table.
/// </summary>
internal sealed partial record PrintedAccuracy(ImmutableArray<Measurement> Scores, int LastLine, ImmutableArray<Diagnostic> Diagnostics)
{
    private static readonly Rule BrokenAccuracy =
        new(
            "B111",
            Severity.Error,
            "The accuracy that the client printed cannot be read",
            "{'accuracy': }",
            "{'accuracy': 0.8437}"
        )
        {
            Why = "The accuracy was printed in a new form and read as missing. The case was red for a week although its model was right.",
        };

    private const string OnOneLine = "AccuracyMetrics:";

    /// <summary>The last one of a log.</summary>
    public static PrintedAccuracy Find(string path, ImmutableArray<ConsoleLine> lines)
    {
        var best = new PrintedAccuracy([], 0, []);
        for (var i = 0; i < lines.Length; i++)
        {
            var (number, text) = lines[i];
            var dictionary = text.StartsWith(OnOneLine, StringComparison.Ordinal) ? text[OnOneLine.Length..].Trim()
                : text[0] == '{' && i > 0 && Heading().IsMatch(lines[i - 1].Text) ? text
                : null;
            if (dictionary is null) continue;
            var numbers = PythonDictionary.Numbers(dictionary);
            var scores = numbers.Where(entry => double.IsFinite(entry.Value)).Select(Score).ToImmutableArray();
            var broken = numbers.FirstOrDefault(entry => !double.IsFinite(entry.Value) && EvaluationMetrics.Named(entry.Name) is not null);
            best = broken.Name is not null
                // The other scores of it are other measurements, and those of an evaluation before it are another's.
                ? new PrintedAccuracy([], number, best.Diagnostics.Add(NotANumber(path, number, broken.Name)))
                : scores.IsEmpty
                ? best with { Diagnostics = best.Diagnostics.Add(Broken(path, number, dictionary)) }
                : best with { Scores = scores, LastLine = number };
        }

        // lm_eval's own table, where it is the later of the two.
        return LmEvalTable.Find(lines) is { } table && table.End > best.LastLine
            ? best with
            {
                Scores = table.Scores,
                LastLine = table.End,
            }
            : best;
    }

    private static Measurement Score((string Name, double Value) entry) =>
        new(EvaluationMetrics.Named(entry.Name) ?? new Metric(entry.Name, MetricUnit.Count, Better.Neither), entry.Value);

    private static Diagnostic NotANumber(string path, int line, string name) =>
        new(
            AccuracyRules.NotANumber,
            new SourceLocation(path, line, 0),
            $"the score '{name}' is not a number",
            "the accuracy counts as not measured; look at the evaluation's output above it"
        );

    private static Diagnostic Broken(string path, int line, string text) =>
        new(
            BrokenAccuracy,
            new SourceLocation(path, line, 0),
            $"'{(text.Length <= 80 ? text : text[..79] + "…")}' is not a dictionary with a number in it",
            "the accuracy counts as not measured; look at the evaluation's output above it"
        );

    [GeneratedRegex(@"^[-=# ]*([^\s].* )?Results\s*:?[-=# ]*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Heading();
}
