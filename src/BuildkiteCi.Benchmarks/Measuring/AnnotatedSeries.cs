using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace BuildkiteCi.Benchmarks.Measuring;

/// <summary>A series in which people marked the changes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">In the order of time; a missing one is not a number.</param>
/// <param name="Annotators">What each of them marked: the first point after each change, from 0.</param>
public sealed record AnnotatedSeries(string Name, ImmutableArray<double> Values, ImmutableArray<ImmutableArray<int>> Annotators)
{
    private static readonly Rule Unreadable =
        new(
            "B204",
            Severity.Error,
            "A file of an annotated set cannot be read",
            """{ "name": "nile", "series": [] }""",
            """{ "name": "nile", "series": [{ "raw": [1120, 1160] }] }"""
        )
        {
            Why =
                "A file of an annotated set could not be read, and the detector was measured on the rest alone, with better figures "
                + "than it has.",
        };

    /// <summary>The file of the marks: an object of series, each an object of annotators, each a list of indices.</summary>
    public const string AnnotationsFile = "annotations.json";

    /// <summary>
    /// Reads a folder laid out like the Turing Change Point Dataset (van den Burg and Williams, arXiv 2003.06222): <c>annotations.json</c>,
    /// and below it a JSON file a series with <c>name</c> and <c>series[0].raw</c>. Of a series with several dimensions the first is taken.
    /// </summary>
    /// <param name="files">The JSON files, the marks among them.</param>
    public static Diagnosed<IReadOnlyList<AnnotatedSeries>> Read(IEnumerable<SourceFile> files)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var (marks, values) = (
            new Dictionary<string, ImmutableArray<ImmutableArray<int>>>(StringComparer.Ordinal),
            new SortedDictionary<string, ImmutableArray<double>>(StringComparer.Ordinal)
        );
        foreach (var file in files)
        {
            try
            {
                using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(file.Text));
                if (Path.GetFileName(file.Path) == AnnotationsFile)
                {
                    foreach (var series in json.RootElement.EnumerateObject())
                        marks[series.Name] =
                        [
                            .. series
                                .Value.EnumerateObject()
                                .Select(person => person.Value.EnumerateArray().Select(mark => mark.GetInt32()).ToImmutableArray()),
                        ];
                }
                else
                {
                    var raw = json.RootElement.GetProperty("series")[0].GetProperty("raw");
                    values[json.RootElement.GetProperty("name").GetString()!] =
                    [
                        .. raw.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN),
                    ];
                }
            }
            catch (Exception failure)
                when (failure is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
            {
                found.Add(
                    new Diagnostic(
                        Unreadable,
                        SourceLocation.Of(file.Path),
                        $"this is no annotated series: {failure.Message}",
                        "lay the folder out like the Turing Change Point Dataset"
                    )
                );
            }
        }

        return Diagnosed.With<IReadOnlyList<AnnotatedSeries>>(
            [
                .. values
                    .Where(pair => marks.ContainsKey(pair.Key))
                    .Select(pair => new AnnotatedSeries(pair.Key, pair.Value, marks[pair.Key])),
            ],
            found
        );
    }
}
