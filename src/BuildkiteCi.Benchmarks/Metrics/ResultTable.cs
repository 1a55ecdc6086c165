using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>The metrics of one printed table, with everything that is wrong with its lines.</summary>
internal sealed partial record ResultTable(RunMetrics Metrics, ImmutableArray<Diagnostic> Diagnostics)
{
    private static readonly Rule UnknownUnit =
        new(
            "B104",
            Severity.Error,
            "A metric is in a unit that it cannot have",
            "Mean TTFT (tok/s): 12.00",
            "Mean TTFT (ms): 12.00"
        )
        {
            Why = "Seconds were read as milliseconds after the client changed its table, and every latency was a thousand times better.",
        };

    private static readonly Rule UnknownLine =
        new(
            "B105",
            Severity.Note,
            "A line of the result table is not known and was left out",
            "Mean probe E2EL (ms): 12.00",
            "Mean E2EL (ms): 12.00"
        )
        {
            Why = "A newer client printed a line that is not known here. It was left out, and the judged metric was among those lines.",
        };

    private static readonly Rule Twice =
        new(
            "B109",
            Severity.Error,
            "A metric occurs twice in one table with different values",
            """
            P99 TTFT (ms): 1.00
            P99 TTFT (ms): 2.00
            """,
            "P99 TTFT (ms): 1.00"
        )
        {
            Why = "A table named one metric twice with two values, and the one that was taken was the warm-up's.",
        };

    private static readonly Rule MarkedNumber =
        new(
            "B117",
            Severity.Note,
            "A number in the result table has somebody's mark beside it",
            "Mean TTFT (ms): 27.44   <====",
            "Mean TTFT (ms): 27.44"
        )
        {
            Why = "A number had a mark of a script beside it. The number that was judged was the script's, not the client's.",
        };

    // What sglang's client prints beside its metrics: settings, and counts of another way to count.
    private static readonly FrozenSet<string> LeftOut = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Backend",
        "Traffic request rate",
        "Max request concurrency",
        "Total input text tokens",
        "Total input vision tokens",
        "Concurrency",
        "Max ITL",
        "Per-position acceptance"
    );

    private const string Recounted = "retokenized";

    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;

    public static ResultTable Read(string path, ImmutableArray<ConsoleLine> rows)
    {
        var reading = new Reading(path);
        foreach (var row in rows) reading.Add(row);
        return new ResultTable(
            new RunMetrics(reading.Measurements.ToImmutable()) { PositionAcceptance = reading.Positions.ToImmutable() },
            reading.Found.ToImmutable());
    }

    [GeneratedRegex(@"^(?<label>[^:\[({]*[^:\[({ ]) *(\((?<bracket>[^)]*)\))?:(?<value>.*)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^-{2,}.*-{2,}$|^-+$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Section();

    // Somebody pointed at it: "27.44   <====", "· 27.44", "27.44 (was 25.9)".
    [GeneratedRegex(
        @"^([^\w\s.+-]+\s*)?(?<number>[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)(\s+[^\w\s.%/].*|\s*[·•*!✓✔✗⚠]+.*)?$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Marked();

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, Plain, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && number >= 0;

    private sealed class Reading(string path)
    {
        public ImmutableArray<Measurement>.Builder Measurements { get; } = ImmutableArray.CreateBuilder<Measurement>();

        public ImmutableArray<double>.Builder Positions { get; } = ImmutableArray.CreateBuilder<double>();

        public ImmutableArray<Diagnostic>.Builder Found { get; } = ImmutableArray.CreateBuilder<Diagnostic>();

        public void Add(ConsoleLine row)
        {
            if (Section().IsMatch(row.Text)) return;
            var match = Row().Match(row.Text);
            var label = match.Success
                ? string.Join(' ', match.Groups["label"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                : "";
            var value = match.Groups["value"].Value.Trim();
            if (LeftOut.Contains(label) || match.Groups["bracket"].Value == Recounted) return;
            if (label.StartsWith("Position ", StringComparison.OrdinalIgnoreCase))
            {
                if (Number(row, label, value) is { } percent) Positions.Add(Math.Round(percent / 100, 12));
            }
            else if (KnownMetrics.Labelled(label) is { } metric)
            {
                Measure(row, label, metric, match.Groups["bracket"].Value, value);
            }
            else
            {
                Found.Add(
                    new Diagnostic(
                        UnknownLine,
                        At(row),
                        $"'{row.Text}' is not a known line of the result table",
                        "nothing to do, it is left out"
                    )
                );
            }
        }

        private void Measure(ConsoleLine row, string label, Metric metric, string bracket, string text)
        {
            if (Scale(metric.Unit, bracket) is not { } scale)
            {
                Found.Add(new Diagnostic(UnknownUnit, At(row), $"'{label}' is given in '{bracket}'",
                    $"it is read in {(metric.Unit.Symbol.Length == 0 ? "no unit" : $"'{metric.Unit}'")}; check the client's version"));
                return;
            }

            if (Number(row, label, text) is not { } number) return;
            var measured = Measurements.FirstOrDefault(other => other.Metric.Name == metric.Name);
            if (measured is null) Measurements.Add(new Measurement(metric, number * scale));
            else if (measured.Value != number * scale)
            {
                Found.Add(
                    new Diagnostic(
                        Twice,
                        At(row),
                        $"'{label}' occurs twice in one table, first {measured.Value}, then {number}",
                        "the first is used; check the log"
                    )
                );
            }
        }

        private double? Number(ConsoleLine row, string label, string text)
        {
            if (IsNumber(text, out var number)) return number;
            if (Marked().Match(text) is { Success: true } marked && IsNumber(marked.Groups["number"].Value, out number))
            {
                Found.Add(
                    new Diagnostic(
                        MarkedNumber,
                        At(row),
                        $"'{label}' has the value '{text}', which is read as {marked.Groups["number"].Value}",
                        "nothing to do; take the mark out of the log if it is wrong"
                    )
                );
                return number;
            }

            Found.Add(
                new Diagnostic(
                    AccuracyRules.NotANumber,
                    At(row),
                    text.Length == 0
                        ? $"'{label}' has no value"
                        : $"'{label}' has the value '{text}', which is not a number of zero or more",
                    "the metric counts as not measured; run the client again"
                )
            );
            return null;
        }

        private SourceLocation At(ConsoleLine row) => new(path, row.Number, 0);

        // What to multiply with; null where the bracket is of another kind than the metric. "RPS" and words in the bracket are older
        // spellings.
        private static double? Scale(MetricUnit unit, string bracket) => bracket switch
        {
            _ when bracket.Equals(unit.Symbol, StringComparison.OrdinalIgnoreCase) => 1,
            "" => 1,
            "s" when unit == MetricUnit.Milliseconds => 1000,
            "ms" when unit == MetricUnit.Seconds => 0.001,
            "RPS" or "rps" when unit == MetricUnit.RequestsPerSecond => 1,
            _ when unit == MetricUnit.Ratio && MetricUnit.Parse(bracket) is null => 1,
            _ => null,
        };
    }
}
