using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Rules;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Reads results files: all problems of a file in one run, and everything that could be understood beside them.</summary>
public static class ResultsFileReader
{
    /// <summary>Reads a file that <see cref="ResultsFile.Write"/> wrote, or that somebody made by its schema.</summary>
    /// <returns>No value where the file is not JSON, of another format, or says nothing of what it is about.</returns>
    public static Diagnosed<BuildResults> Read(SourceFile file)
    {
        ResultsShape? shape;
        try
        {
            shape = JsonSerializer.Deserialize(file.Text, ResultsJson.Default.ResultsShape);
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? -1) + 1;
            var column = line == 0 ? 0 : (int)(failure.BytePositionInLine ?? 0) + 1;
            return Diagnosed.With<BuildResults>(null,
                [new Diagnostic(MatrixRules.NoResultsFile, new SourceLocation(file.Path, line, column), $"this is no results file: {Reason(failure)}", "give a file that PublishMatrix wrote, or make one by results.schema.json")]);
        }

        return new Reading(file.Path).Read(shape);
    }

    // The parser's own text names .NET types, or ends in the place that the diagnostic says already.
    private static string Reason(JsonException failure)
    {
        if (failure.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)) return $"the value at '{failure.Path}' is of another kind";
        var text = failure.Message.ReplaceLineEndings(" ");
        var place = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (place < 0) place = text.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return (place < 0 ? text : text[..place]).TrimEnd('.', ' ');
    }

    private sealed class Reading(string path)
    {
        private readonly List<Diagnostic> found = [];

        public Diagnosed<BuildResults> Read(ResultsShape? shape)
        {
            if (shape?.Format != ResultsFile.Format)
            {
                Report(MatrixRules.OtherResultsFormat, $"'format' is '{shape?.Format}'", $"give a file with the format '{ResultsFile.Format}'");
                return Diagnosed.With<BuildResults>(null, found);
            }

            // Files before 1.1 have no version. A later minor version only adds what this one passes over.
            if (shape.Version is { } version && !version.StartsWith($"{ResultsFile.SchemaVersion.Split('.')[0]}.", StringComparison.Ordinal))
            {
                Report(MatrixRules.OtherResultsFormat, $"'version' is '{version}'", $"give a file of version {ResultsFile.SchemaVersion}, or use a newer release of this tool");
                return Diagnosed.With<BuildResults>(null, found);
            }

            var publication = PublicationOf(shape.Publication);
            var generations = Once(shape.Generations, "generations", GenerationOf, generation => generation.Generation);
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
            if (ReleaseVersion.Parse(tag) is null) Report(MatrixRules.MalformedResult, $"'publication.release': {ReleaseVersion.WhatIsWrongWith(tag.ReplaceLineEndings(" "))}", "leave it out for a night");
            return tag.Trim();
        }

        private GenerationResults? GenerationOf(GenerationShape shape, string at) =>
            Folder(shape.Generation, $"{at}.generation") is { } name
                ? new GenerationResults(name, Once(shape.Subjects, $"{at}.subjects", SubjectOf, subject => (subject.Kind, subject.Name)))
                : null;

        private SubjectResults? SubjectOf(SubjectShape shape, string at)
        {
            var name = SubjectName.Parse(shape.Name ?? "");
            if (name is null) Malformed($"{at}.name", shape.Name, $"a name that {SubjectName.WhatIsWrongWith(shape.Name ?? "")} cannot be a subject's");
            var kind = ResultsFileWords.Kind(shape.Kind);
            if (kind is null) Malformed($"{at}.kind", shape.Kind, Spelling.Suggest(shape.Kind ?? "", ResultsFileWords.AllKinds, "write 'model' or 'feature'"));
            var category = Needed(shape.Category, $"{at}.category");
            if (name is null || kind is null || category is null) return null;
            return new SubjectResults(name, kind.Value, category, Once(shape.Stages, $"{at}.stages", StageOf, stage => stage.Stage))
            {
                Architecture = string.IsNullOrWhiteSpace(shape.Architecture) ? null : shape.Architecture,
            };
        }

        private StageResult? StageOf(StageShape shape, string at)
        {
            var stage = Needed(shape.Stage, $"{at}.stage");
            var status = ResultsFileWords.StatusOf(shape.Status, shape.Text);
            if (status is null)
                Malformed($"{at}.status", shape.Status, Spelling.Suggest(shape.Status ?? "", ResultsFileWords.AllStatuses, $"write one of {string.Join(", ", ResultsFileWords.AllStatuses)}"));
            if (stage is null || status is null) return null;
            return new StageResult(stage, status)
            {
                Note = string.IsNullOrWhiteSpace(shape.Note) ? null : shape.Note,
                JobUrl = Address(shape.Job, $"{at}.job"),
                IssueUrl = Address(shape.Issue, $"{at}.issue"),
                Measurements = Once(shape.Measurements, $"{at}.measurements", MeasurementOf, measurement => measurement.Metric.Name),
                Duration = shape.Seconds is >= 0 and < 1e8 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
                Retries = shape.Retries,
                Setup = shape.Setup is { } setup
                    ? new TestSetup { Chips = setup.Chips, ServeCommand = setup.Serve, Target = setup.Target, Environment = Sorted(setup.Environment) }
                    : null,
            };
        }

        private Measurement? MeasurementOf(MeasurementShape shape, string at)
        {
            _ = Needed(shape.Name, $"{at}.name");
            if (shape.Value is null) Missing($"{at}.value");
            if (shape.Better is { } better && !Enum.TryParse<Better>(better, ignoreCase: true, out _)) Malformed($"{at}.better", better, "write 'higher', 'lower' or 'neither'");
            return shape.Measurement();
        }

        // Reads the items of a list; an item that means the same thing as an earlier one is reported and left out.
        private ImmutableArray<T> Once<TShape, T>(TShape?[]? shapes, string at, Func<TShape, string, T?> read, Func<T, object> identity)
            where TShape : class
            where T : class
        {
            var seen = new HashSet<object>();
            var items = ImmutableArray.CreateBuilder<T>(shapes?.Length ?? 0);
            foreach (var (index, shape) in (shapes ?? []).Index())
            {
                var place = $"{at}[{index}]";
                if (shape is null) Missing(place);
                else if (read(shape, place) is { } item && Adds(seen, identity(item), place)) items.Add(item);
            }

            return items.ToImmutable();
        }

        private bool Adds(HashSet<object> seen, object identity, string at)
        {
            if (seen.Add(identity)) return true;
            Report(MatrixRules.DoubledResult, $"'{at}' speaks of {identity} a second time", "remove one of the two; the first is used");
            return false;
        }

        private WebAddress? Address(string? text, string at)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            var address = WebAddress.Parse(text);
            if (address is null) Malformed(at, text, "write an address that starts with https:// or http://");
            return address;
        }

        // Implementations and generations are folders of what is published.
        private string? Folder(string? text, string at)
        {
            var name = Needed(text, at);
            if (name is null || FolderName.IsOne(name)) return name;
            Malformed(at, name, $"write {FolderName.Form}");
            return null;
        }

        private string? Needed(string? text, string at)
        {
            if (!string.IsNullOrWhiteSpace(text)) return text;
            Missing(at);
            return null;
        }

        private void Missing(string at) => Report(MatrixRules.MalformedResult, $"'{at}' is missing", "add it, as results.schema.json says");

        private void Malformed(string at, string? text, string fix)
        {
            if (text is null) Missing(at);
            else Report(MatrixRules.MalformedResult, $"'{at}' is '{text.ReplaceLineEndings(" ")}'", fix);
        }

        private void Report(Rule rule, string message, string fix) => found.Add(new Diagnostic(rule, SourceLocation.Of(path), message, fix));

        private static ImmutableSortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string>? texts) =>
            (texts ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
