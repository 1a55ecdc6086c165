using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Json;

/// <summary>
/// Reads results files without a fault straight from their bytes: a site is made of dozens of them, each of several megabytes. Anything
/// that is not as it should be is left to <see cref="ResultsFileReader"/>, which names every problem with its place.
/// </summary>
internal sealed class QuickResultsReader
{
    private const int MostMetrics = 1000;

    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    private readonly SharedTexts texts = new();
    private readonly Dictionary<(string, string?, string?), Metric> metrics = [];

    // Lists that are filled again and again; those of a subject are never inside of others of their kind.
    private readonly List<SubjectResults> subjects = [];
    private readonly HashSet<(SubjectKind, SubjectName)> subjectsSeen = [];
    private readonly List<StageResult> stages = [];
    private readonly List<CaseResult> cases = [];
    private readonly List<Measurement> measurements = [];
    private readonly List<KeyValuePair<string, string>> pairs = [];

    private bool isBrief;

    /// <summary>What a file holds; null where anything is wrong with it.</summary>
    /// <param name="json">The file.</param>
    /// <param name="brief">
    /// Leaves out what only pages of the newest publications show: how each stage was tested, but for its target, and the jobs of those
    /// that do not fail.
    /// </param>
    public BuildResults? Read(ReadOnlySpan<byte> json, bool brief = false)
    {
        isBrief = brief;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            var results = ReadFile(ref reader);
            // Nothing may follow.
            return reader.Read() ? null : results;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a file is about, of its first few thousand bytes; null where that is not among them, or anything is wrong.</summary>
    public Publication? ReadPublication(ReadOnlySpan<byte> start)
    {
        try
        {
            var reader = new Utf8JsonReader(start, isFinalBlock: false, new JsonReaderState(Options));
            reader.Read();
            for (Open(ref reader); IsAtProperty(ref reader);)
            {
                if (Is(ref reader, "publication"u8))
                    // At its end, and not at that of something in it with which the bytes end.
                    return ReadPublication(ref reader) is var publication && reader.CurrentDepth == 1 ? publication : null;
                Skip(ref reader);
            }
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
        }

        return null;
    }

    private BuildResults ReadFile(ref Utf8JsonReader reader)
    {
        string? format = null, version = null;
        Publication? publication = null;
        ImmutableArray<GenerationResults> generations = [];
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "format"u8)) format = reader.GetString();
            else if (Is(ref reader, "version"u8)) version = reader.GetString();
            else if (Is(ref reader, "publication"u8)) publication = ReadPublication(ref reader);
            else if (Is(ref reader, "generations"u8)) generations = ReadGenerations(ref reader);
            else Skip(ref reader);
        }

        Demand(format == ResultsFile.Format && ResultsFile.IsReadable(version));
        return new BuildResults(publication ?? throw new FormatException(), generations);
    }

    private Publication ReadPublication(ref Utf8JsonReader reader)
    {
        string? implementation = null, release = null, by = null;
        DateTimeOffset? date = null;
        WebAddress? build = null;
        var commits = texts.Sorted([]);
        var versions = commits;
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "implementation"u8)) implementation = FolderText(ref reader);
            else if (Is(ref reader, "date"u8)) date = IsNull(ref reader) ? null : reader.GetDateTimeOffset();
            else if (Is(ref reader, "release"u8)) release = Given(reader.GetString());
            else if (Is(ref reader, "build"u8)) build = Address(ref reader);
            else if (Is(ref reader, "commits"u8)) commits = ReadPairs(ref reader);
            else if (Is(ref reader, "versions"u8)) versions = ReadPairs(ref reader);
            else if (Is(ref reader, "publishedBy"u8)) by = Given(reader.GetString());
            else Skip(ref reader);
        }

        Demand(implementation is not null && date is not null && (release is null || ReleaseVersion.Parse(release) is not null));
        return new Publication(implementation!, date!.Value)
        {
            Release = release?.Trim(),
            BuildUrl = build,
            Commits = commits,
            Versions = versions,
            PublishedBy = by,
        };
    }

    private ImmutableArray<GenerationResults> ReadGenerations(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return [];
        var generations = ImmutableArray.CreateBuilder<GenerationResults>();
        for (OpenList(ref reader); IsAtItem(ref reader);)
        {
            var generation = ReadGeneration(ref reader);
            Demand(generations.All(other => other.Generation != generation.Generation));
            generations.Add(generation);
        }

        return generations.DrainToImmutable();
    }

    private GenerationResults ReadGeneration(ref Utf8JsonReader reader)
    {
        string? name = null;
        ImmutableArray<SubjectResults> its = [];
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "generation"u8)) name = FolderText(ref reader);
            else if (Is(ref reader, "subjects"u8)) its = ReadSubjects(ref reader);
            else Skip(ref reader);
        }

        return new GenerationResults(name ?? throw new FormatException(), its);
    }

    private ImmutableArray<SubjectResults> ReadSubjects(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return [];
        subjects.Clear();
        subjectsSeen.Clear();
        for (OpenList(ref reader); IsAtItem(ref reader);)
        {
            var subject = ReadSubject(ref reader);
            Demand(subjectsSeen.Add((subject.Kind, subject.Name)));
            subjects.Add(subject);
        }

        return [.. subjects];
    }

    private SubjectResults ReadSubject(ref Utf8JsonReader reader)
    {
        string? name = null, kind = null, category = null, architecture = null;
        ImmutableArray<StageResult> its = [];
        ImmutableArray<CaseResult> itsCases = [];
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "name"u8)) name = texts.Text(ref reader);
            else if (Is(ref reader, "kind"u8)) kind = texts.Text(ref reader);
            else if (Is(ref reader, "category"u8)) category = Given(texts.Text(ref reader));
            else if (Is(ref reader, "architecture"u8)) architecture = Given(texts.Text(ref reader));
            else if (Is(ref reader, "stages"u8)) its = ReadStages(ref reader);
            else if (Is(ref reader, "cases"u8)) itsCases = ReadCases(ref reader);
            else Skip(ref reader);
        }

        Demand(name is not null && category is not null);
        return new SubjectResults(
            texts.Name(name!) ?? throw new FormatException(),
            ResultsFileWords.Kind(kind) ?? throw new FormatException(),
            new Category(category!),
            its
        )
        {
            Architecture = architecture,
            Cases = itsCases,
        };
    }

    private ImmutableArray<StageResult> ReadStages(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return [];
        stages.Clear();
        for (OpenList(ref reader); IsAtItem(ref reader);)
        {
            var stage = ReadStage(ref reader);
            foreach (var other in stages) Demand(other.Stage != stage.Stage);
            stages.Add(stage);
        }

        return [.. stages];
    }

    private StageResult ReadStage(ref Utf8JsonReader reader)
    {
        string? stage = null, status = null, text = null, note = null;
        WebAddress? job = null, issue = null;
        double? seconds = null;
        int? retries = null;
        TestSetup? setup = null;
        ImmutableArray<Measurement> measured = [];
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "stage"u8)) stage = Given(texts.Text(ref reader));
            else if (Is(ref reader, "status"u8)) status = texts.Text(ref reader);
            else if (Is(ref reader, "text"u8)) text = texts.Text(ref reader);
            else if (Is(ref reader, "note"u8)) note = Given(texts.Text(ref reader));
            else if (isBrief && status is not null && status != Status.Failing.Word && IsAddress(ref reader)) Skip(ref reader);
            else if (Is(ref reader, "job"u8)) job = Address(ref reader);
            else if (Is(ref reader, "issue"u8)) issue = Address(ref reader);
            else if (Is(ref reader, "measurements"u8)) measured = ReadMeasurements(ref reader);
            else if (Is(ref reader, "seconds"u8)) seconds = Number(ref reader);
            else if (Is(ref reader, "retries"u8)) retries = Count(ref reader);
            else if (Is(ref reader, "setup"u8)) setup = ReadSetup(ref reader);
            else Skip(ref reader);
        }

        return new StageResult(
            stage ?? throw new FormatException(),
            ResultsFileWords.StatusOf(status, text) ?? throw new FormatException()
        )
        {
            Note = note,
            JobUrl = job,
            IssueUrl = issue,
            Measurements = measured,
            Duration = ResultsFile.Duration(seconds),
            Retries = retries,
            Setup = setup,
        };
    }

    private TestSetup? ReadSetup(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return null;
        int? chips = null;
        string? serve = null;
        double? target = null;
        var environment = texts.Sorted([]);
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "target"u8)) target = Number(ref reader);
            else if (Is(ref reader, "chips"u8)) chips = Count(ref reader);
            else if (isBrief) Skip(ref reader);
            else if (Is(ref reader, "serve"u8)) serve = texts.Text(ref reader);
            else if (Is(ref reader, "environment"u8)) environment = ReadPairs(ref reader);
            else Skip(ref reader);
        }

        return new TestSetup { Chips = chips, ServeCommand = serve, Target = target, Environment = environment };
    }

    private ImmutableArray<CaseResult> ReadCases(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return [];
        cases.Clear();
        for (OpenList(ref reader); IsAtItem(ref reader);)
        {
            string? name = null;
            ImmutableArray<Measurement> measured = [];
            for (Open(ref reader); IsAtProperty(ref reader);)
            {
                if (Is(ref reader, "case"u8)) name = Given(texts.Text(ref reader));
                else if (Is(ref reader, "measurements"u8)) measured = ReadMeasurements(ref reader);
                else Skip(ref reader);
            }

            foreach (var other in cases) Demand(other.Case != name);
            cases.Add(new CaseResult(name ?? throw new FormatException(), measured));
        }

        return [.. cases];
    }

    private ImmutableArray<Measurement> ReadMeasurements(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return [];
        measurements.Clear();
        for (OpenList(ref reader); IsAtItem(ref reader);)
        {
            var measurement = ReadMeasurement(ref reader);
            foreach (var other in measurements) Demand(other.Metric.Name != measurement.Metric.Name);
            measurements.Add(measurement);
        }

        return [.. measurements];
    }

    private Measurement ReadMeasurement(ref Utf8JsonReader reader)
    {
        string? name = null, unit = null, better = null;
        double? value = null, target = null, error = null;
        for (Open(ref reader); IsAtProperty(ref reader);)
        {
            if (Is(ref reader, "name"u8)) name = Given(texts.Text(ref reader));
            else if (Is(ref reader, "value"u8)) value = Number(ref reader);
            else if (Is(ref reader, "unit"u8)) unit = texts.Text(ref reader);
            else if (Is(ref reader, "target"u8)) target = Number(ref reader);
            else if (Is(ref reader, "better"u8)) better = texts.Text(ref reader);
            else if (Is(ref reader, "standardError"u8)) error = Number(ref reader);
            else Skip(ref reader);
        }

        Demand(name is not null && value is not null);
        if (!metrics.TryGetValue((name!, unit, better), out var metric))
        {
            Demand(better is null || Enum.TryParse<Better>(better, ignoreCase: true, out _));
            metric = new MeasurementShape(name, value, unit, target, better, error).Measurement()!.Metric;
            if (metrics.Count < MostMetrics) metrics.Add((name!, unit, better), metric);
        }

        return new Measurement(metric, value!.Value) { Target = target, StandardError = error };
    }

    private ImmutableSortedDictionary<string, string> ReadPairs(ref Utf8JsonReader reader)
    {
        pairs.Clear();
        if (!IsNull(ref reader))
        {
            Demand(reader.TokenType == JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = texts.Text(ref reader)!;
                reader.Read();
                pairs.Add(new(name, texts.Text(ref reader) ?? throw new FormatException()));
            }
        }

        return texts.Sorted(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs));
    }

    private string FolderText(ref Utf8JsonReader reader) =>
        texts.Text(ref reader) is { } text && FolderName.IsOne(text) ? text : throw new FormatException();

    private static bool IsAddress(ref Utf8JsonReader reader) => reader.ValueTextEquals("job"u8) || reader.ValueTextEquals("issue"u8);

    private static WebAddress? Address(ref Utf8JsonReader reader) =>
        Given(reader.GetString()) is { } text ? WebAddress.Parse(text) ?? throw new FormatException() : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static double? Number(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader)) return null;
        var number = reader.GetDouble();
        Demand(double.IsFinite(number));
        return number;
    }

    private static int? Count(ref Utf8JsonReader reader) => IsNull(ref reader) ? null : reader.GetInt32();

    private static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    private static void Open(ref Utf8JsonReader reader) => Demand(reader.TokenType == JsonTokenType.StartObject);

    private static void OpenList(ref Utf8JsonReader reader) => Demand(reader.TokenType == JsonTokenType.StartArray);

    private static bool IsAtProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static bool IsAtItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    // Goes on to the value where the name is the one.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void Demand(bool isAsItShouldBe)
    {
        if (!isAsItShouldBe) throw new FormatException();
    }
}
