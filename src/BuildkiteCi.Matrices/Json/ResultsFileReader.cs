using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Reads results files: all problems of a file in one run, and everything that could be understood beside them.</summary>
public static class ResultsFileReader
{
    /// <summary>Reads a file that <see cref="ResultsFile.Write"/> wrote, or that somebody made by its schema.</summary>
    /// <returns>No value where the file is not JSON, of another format, or does not name what it is about.</returns>
    // As bytes: half a surrogate pair in a text makes the serializer throw what no caller expects.
    public static Diagnosed<BuildResults> Read(SourceFile file) => ReadCarefully(file.Path, Encoding.UTF8.GetBytes(file.Text));

    /// <summary>The same of a file's bytes, quickly where nothing is wrong with them.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">Its content, UTF-8.</param>
    /// <param name="quick">Has read files before this one: most of their texts are the same.</param>
    /// <param name="brief">Leaves out what only pages of the newest publications show.</param>
    internal static Diagnosed<BuildResults> Read(string path, ReadOnlyMemory<byte> content, QuickResultsReader quick, bool brief) =>
        quick.Read(content.Span, brief) is { } results ? Diagnosed.With<BuildResults>(results, []) : ReadCarefully(path, content);

    private static Diagnosed<BuildResults> ReadCarefully(string path, ReadOnlyMemory<byte> content)
    {
        // A stream may begin with a byte order mark.
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var parsed = Parse(path, () => JsonSerializer.Deserialize(stream, ResultsJson.Default.ResultsShape));
        return parsed.Problem is { } problem
            ? Diagnosed.With<BuildResults>(null, [problem])
            : new Reading(parsed.Path).Read(parsed.Shape);
    }

    private static ParsedResults Parse(string path, Func<ResultsShape?> deserialize)
    {
        try
        {
            return new ParsedResults(path, deserialize(), null);
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? -1) + 1;
            var column = line == 0 ? 0 : (int)(failure.BytePositionInLine ?? 0) + 1;
            return new ParsedResults(path, null,
                new Diagnostic(
                    ResultsRules.NoResultsFile,
                    new SourceLocation(path, line, column),
                    $"this is no results file: {Reason(failure)}",
                    "give a file that PublishMatrix wrote, or make one by results.schema.json"
                )
            );
        }
    }

    // The parser's own text names .NET types, or ends in the place that the diagnostic has already.
    private static string Reason(JsonException failure)
    {
        if (failure.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return $"the value at '{failure.Path}' is of another kind";
        var text = failure.Message.ReplaceLineEndings(" ");
        var place = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (place < 0) place = text.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return (place < 0 ? text : text[..place]).TrimEnd('.', ' ');
    }

    // A results file as JSON has it, or why it is none.
    private sealed record ParsedResults(string Path, ResultsShape? Shape, Diagnostic? Problem);

    private sealed class Reading(string path)
    {
        // Longer lists are looked through with a table.
        private const int Few = 8;

        private readonly List<Diagnostic> found = [];

        // The way to what is read now. It is put into words only where something is wrong: a large file has hundreds of thousands of
        // places.
        private readonly List<(string Name, int Index)> way = [];

        public Diagnosed<BuildResults> Read(ResultsShape? shape)
        {
            if (shape?.Format != ResultsFile.Format)
            {
                Report(
                    ResultsRules.OtherResultsFormat,
                    $"'format' is '{shape?.Format}'",
                    $"give a file with the format '{ResultsFile.Format}'"
                );
                return Diagnosed.With<BuildResults>(null, found);
            }

            if (!ResultsFile.IsReadable(shape.Version))
            {
                Report(
                    ResultsRules.OtherResultsFormat,
                    $"'version' is '{shape.Version}'",
                    $"give a file of version {ResultsFile.SchemaVersion}, or use a newer release of this tool"
                );
                return Diagnosed.With<BuildResults>(null, found);
            }

            var publication = PublicationOf(shape.Publication);
            var generations = Once(
                shape.Generations,
                "generations",
                static (reading, generation) => reading.GenerationOf(generation),
                generation => generation.Generation
            );
            return Diagnosed.With(publication is null ? null : new BuildResults(publication, generations), found);
        }

        private Publication? PublicationOf(PublicationShape? shape)
        {
            var implementation = Folder(shape?.Implementation, "publication.implementation");
            if (shape?.Date is null) Missing("publication.date");
            if (implementation is null || shape?.Date is not { } date) return null;
            return new Publication(implementation, date)
            {
                Release = Release(shape.Release),
                BuildUrl = Address(shape.Build, "publication.build"),
                Commits = Sorted(shape.Commits),
                Versions = Sorted(shape.Versions),
                PublishedBy = string.IsNullOrWhiteSpace(shape.PublishedBy) ? null : shape.PublishedBy,
            };
        }

        private string? Release(string? tag)
        {
            if (string.IsNullOrWhiteSpace(tag)) return null;
            if (ReleaseVersion.Parse(tag) is null)
                Report(
                    ResultsRules.MalformedResult,
                    $"'publication.release': {ReleaseVersion.WhatIsWrongWith(tag.ReplaceLineEndings(" "))}",
                    "leave it out for a night"
                );
            return tag.Trim();
        }

        private GenerationResults? GenerationOf(GenerationShape shape) =>
            Folder(shape.Generation, "generation") is { } name
                ? new GenerationResults(
                    name,
                    Once(
                        shape.Subjects,
                        "subjects",
                        static (reading, subject) => reading.SubjectOf(subject),
                        subject => (subject.Kind, subject.Name)
                    )
                )
                : null;

        private SubjectResults? SubjectOf(SubjectShape shape)
        {
            var name = SubjectName.Parse(shape.Name ?? "");
            if (name is null)
                Malformed("name", shape.Name, $"a name that {SubjectName.WhatIsWrongWith(shape.Name ?? "")} cannot be a subject's");
            var kind = ResultsFileWords.Kind(shape.Kind);
            if (kind is null)
                Malformed("kind", shape.Kind, Spelling.Suggest(shape.Kind ?? "", ResultsFileWords.AllKinds, "write 'model' or 'feature'"));
            var category = Needed(shape.Category, "category");
            if (name is null || kind is null || category is null) return null;
            return new SubjectResults(
                name,
                kind.Value,
                new Category(category),
                Once(shape.Stages, "stages", static (reading, stage) => reading.StageOf(stage), stage => stage.Stage)
            )
            {
                Architecture = string.IsNullOrWhiteSpace(shape.Architecture) ? null : shape.Architecture,
                Cases = Once(shape.Cases, "cases", static (reading, one) => reading.CaseOf(one), one => one.Case),
            };
        }

        private CaseResult? CaseOf(CaseShape shape) =>
            Needed(shape.Case, "case") is { } name
                ? new CaseResult(
                    name,
                    Once(
                        shape.Measurements,
                        "measurements",
                        static (reading, measurement) => reading.MeasurementOf(measurement),
                        measurement => measurement.Metric.Name
                    )
                )
                : null;

        private StageResult? StageOf(StageShape shape)
        {
            var stage = Needed(shape.Stage, "stage");
            var status = ResultsFileWords.StatusOf(shape.Status, shape.Text);
            if (status is null)
                Malformed(
                    "status",
                    shape.Status,
                    Spelling.Suggest(
                        shape.Status ?? "",
                        ResultsFileWords.AllStatuses,
                        $"write one of {string.Join(", ", ResultsFileWords.AllStatuses)}"
                    )
                );
            if (stage is null || status is null) return null;
            return new StageResult(stage, status)
            {
                Note = string.IsNullOrWhiteSpace(shape.Note) ? null : shape.Note,
                JobUrl = Address(shape.Job, "job"),
                IssueUrl = Address(shape.Issue, "issue"),
                Measurements = Once(
                    shape.Measurements,
                    "measurements",
                    static (reading, measurement) => reading.MeasurementOf(measurement),
                    measurement => measurement.Metric.Name
                ),
                Duration = ResultsFile.Duration(shape.Seconds),
                Retries = shape.Retries,
                Setup = shape.Setup is { } setup
                    ? new TestSetup
                    {
                        Chips = setup.Chips,
                        ServeCommand = setup.Serve,
                        Target = setup.Target is { } target && double.IsFinite(target) ? target : null,
                        Environment = Sorted(setup.Environment),
                    }
                    : null,
            };
        }

        private Measurement? MeasurementOf(MeasurementShape shape)
        {
            _ = Needed(shape.Name, "name");
            if (shape.Value is null) Missing("value");
            if (shape.Better is { } better && !Enum.TryParse<Better>(better, ignoreCase: true, out _))
                Malformed("better", better, "write 'higher', 'lower' or 'neither'");
            return shape.Measurement();
        }

        // Reads the items of a list; an item that means the same thing as an earlier one is reported and left out.
        private ImmutableArray<T> Once<TShape, T, TKey>(
            TShape?[]? shapes,
            string list,
            Func<Reading, TShape, T?> read,
            Func<T, TKey> identity
        )
            where TShape : class
            where T : class
            where TKey : notnull
        {
            if (shapes is null or []) return [];
            var seen = shapes.Length > Few ? new HashSet<TKey>(shapes.Length) : null;
            var items = ImmutableArray.CreateBuilder<T>(shapes.Length);
            for (var index = 0; index < shapes.Length; index++)
            {
                way.Add((list, index));
                if (shapes[index] is not { } shape) Missing(null);
                else if (read(this, shape) is { } item && IsFirst(identity(item), seen, items, identity)) items.Add(item);
                way.RemoveAt(way.Count - 1);
            }

            return items.DrainToImmutable();
        }

        private bool IsFirst<T, TKey>(TKey key, HashSet<TKey>? seen, ImmutableArray<T>.Builder items, Func<T, TKey> identity)
            where TKey : notnull
        {
            var first = seen?.Add(key) ?? !Holds(items, key, identity);
            if (!first)
                Report(
                    ResultsRules.DoubledResult,
                    $"'{At(null)}' speaks of {key} a second time",
                    "remove one of the two; the first is used"
                );
            return first;
        }

        private static bool Holds<T, TKey>(ImmutableArray<T>.Builder items, TKey key, Func<T, TKey> identity)
        {
            foreach (var item in items)
                if (EqualityComparer<TKey>.Default.Equals(identity(item), key)) return true;
            return false;
        }

        private string At(string? field) =>
            string.Join('.', way.Select(step => $"{step.Name}[{step.Index}]").Concat(field is null ? [] : [field]));

        private WebAddress? Address(string? text, string field)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            var address = WebAddress.Parse(text);
            if (address is null) Malformed(field, text, "write an address that starts with https:// or http://");
            return address;
        }

        // Implementations and generations are folders of what is published.
        private string? Folder(string? text, string field)
        {
            var name = Needed(text, field);
            if (name is null || FolderName.IsOne(name)) return name;
            Malformed(field, name, $"write {FolderName.Form}");
            return null;
        }

        private string? Needed(string? text, string field)
        {
            if (!string.IsNullOrWhiteSpace(text)) return text;
            Missing(field);
            return null;
        }

        private void Missing(string? field) =>
            Report(ResultsRules.MalformedResult, $"'{At(field)}' is missing", "add it, see results.schema.json");

        private void Malformed(string field, string? text, string fix)
        {
            if (text is null) Missing(field);
            else Report(ResultsRules.MalformedResult, $"'{At(field)}' is '{text.ReplaceLineEndings(" ")}'", fix);
        }

        private void Report(Rule rule, string message, string fix) =>
            found.Add(new Diagnostic(rule, SourceLocation.Of(path), message, fix));

        private static ImmutableSortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string>? unsorted) =>
            (unsorted ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
