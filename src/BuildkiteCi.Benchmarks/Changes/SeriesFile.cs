using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Benchmarks.Metrics;
using nietras.SeparatedValues;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// Reads series from CSV: a header with <c>date,commit,case,device,metric,unit,value,config</c> in any order, one row per run. A row
/// without a value is a run that failed: no point.
/// </summary>
public static class SeriesFile
{
    private static readonly Rule SeriesColumn =
        new(
            "B201",
            Severity.Error,
            "A series file lacks a column",
            "date,commit,value",
            "date,commit,case,device,metric,unit,value,config"
        )
        {
            Why = "A column was renamed in an export. The series was read without its dates, and the report showed one day.",
        };

    private static readonly Rule SeriesRow =
        new(
            "B202",
            Severity.Error,
            "A row of a series file cannot be read",
            "2026-05-09,821451f84a,c,v6e-1,request_throughput,req/s,fast,base",
            "2026-05-09,821451f84a,c,v6e-1,request_throughput,req/s,11.5,base"
        )
        {
            Why = "One row of an export was torn. The whole report was missing that week.",
        };

    private static readonly ImmutableArray<string> Columns = ["date", "commit", "case", "device", "metric", "unit", "value", "config"];

    /// <summary>The series of a file, each in the order of time; every row that cannot be read is an error, and the others go on.</summary>
    public static Diagnosed<SeriesSet> Parse(SourceFile file)
    {
        using var csv = Sep.New(',')
            .Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .FromText(file.Text);
        var header = new List<string>();
        var rows = new List<(SeriesKey Key, SeriesPoint Point)>();
        var found = new List<Diagnostic>();
        foreach (var record in csv)
        {
            var fields = Fields(record);
            var location = new SourceLocation(file.Path, record.LineNumberFrom, 0);
            if (header.Count == 0)
            {
                header = fields;
                if (MissingColumns(file.Path, header) is { IsEmpty: false } missing) return Diagnosed.With<SeriesSet>(null, missing);
            }
            else if (fields.Count < header.Count)
            {
                found.Add(
                    new Diagnostic(
                        SeriesRow,
                        location,
                        $"the row has {fields.Count} fields, the header {header.Count}",
                        "write all columns"
                    )
                );
            }
            else if (Row(name => fields[header.IndexOf(name)], record.RowIndex - 1, location, found) is { } read)
            {
                rows.Add(read);
            }
        }

        if (header.Count == 0) return Diagnosed.With<SeriesSet>(null, MissingColumns(file.Path, header));
        var series = rows.GroupBy(pair => pair.Key)
            .Select(group => new Series(group.Key, InTime(group.Select(pair => pair.Point).OrderBy(point => point.Date))));
        return Diagnosed.With(new SeriesSet(file.Path, [.. series]), found);
    }

    // Runs of one night follow each other as the file has them, a minute apart for each commit.
    private static ImmutableArray<SeriesPoint> InTime(IEnumerable<SeriesPoint> points)
    {
        var ordered = ImmutableArray.CreateBuilder<SeriesPoint>();
        foreach (var point in points)
        {
            var moment = point.Moment;
            if (ordered.Count > 0 && ordered[^1].Date == point.Date)
                moment = ordered[^1].Moment + (ordered[^1].Commit == point.Commit ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
            ordered.Add(point with { Moment = moment });
        }

        return ordered.ToImmutable();
    }

    private static ImmutableArray<Diagnostic> MissingColumns(string path, List<string> header) =>
        [
            .. Columns
                .Where(column => !header.Contains(column))
                .Select(column => new Diagnostic(
                    SeriesColumn,
                    new SourceLocation(path, 1, 0),
                    $"there is no column '{column}'",
                    Spelling.Suggest(column, header.Except(Columns), Wanted)
                )),
        ];

    private static List<string> Fields(SepReader.Row record)
    {
        var fields = new List<string>(record.ColCount);
        for (var column = 0; column < record.ColCount; column++) fields.Add(record[column].ToString().Trim());
        return fields;
    }

    private static string Wanted => $"the first line must be '{string.Join(',', Columns)}'";

    private static (SeriesKey, SeriesPoint)? Row(Func<string, string> field, int row, SourceLocation location, List<Diagnostic> found)
    {
        var before = found.Count;
        if (!DateOnly.TryParseExact(field("date"), "yyyy-MM-dd", out var date)) found.Add(Wrong("date", "2026-05-09"));
        var unit = MetricUnit.Parse(field("unit"));
        var text = field("value");
        var value = double.NaN;
        if (
            text.Length > 0
            && (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        )
            found.Add(Wrong("value", "6132.90"));
        if (found.Count > before || text.Length == 0) return null;
        if (unit is null)
        {
            // The value can be used all the same: a change is relative.
            found.Add(
                Wrong("unit", string.Join("', '", MetricUnit.All.Select(known => known.Symbol).Where(symbol => symbol.Length > 0))) with
                {
                    Severity = Severity.Warning,
                }
            );
        }

        var metric = KnownMetrics.Of(field("metric"), field("unit"));
        return (new SeriesKey(field("case"), field("device"), metric, field("config")), new SeriesPoint(row, date, field("commit"), value));

        Diagnostic Wrong(string column, string example) =>
            new(SeriesRow, location, $"the {column} '{field(column)}' cannot be read", $"write it like '{example}'");
    }
}

/// <summary>Series that were read from one file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Series">In the order in which they begin.</param>
public sealed record SeriesSet(string File, ImmutableArray<Series> Series);
