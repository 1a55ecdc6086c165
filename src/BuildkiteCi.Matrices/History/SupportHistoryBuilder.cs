using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.History;

/// <summary>
/// Collects publications one at a time, in any order, and keeps of each only what pages of many need, so that the results of dozens of
/// releases are never in memory together. Full results are kept of the newest release and the newest night of each implementation.
/// </summary>
/// <param name="definitions">The matrices.</param>
public sealed class SupportHistoryBuilder(MatrixDefinitions definitions)
{
    private readonly List<Publication> publications = [];
    private readonly Dictionary<(SubjectKind Kind, SubjectName Name), Collected> subjects = [];
    private readonly List<string> generations = [];
    private readonly Dictionary<(string Implementation, bool IsRelease), (int Publication, BuildResults Results)> newest = [];
    private readonly Dictionary<MatrixDefinition, Dictionary<string, (SubjectVerdict Verdict, string Letters)>> judged = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<(SubjectKind, Category), MatrixDefinition?> byCategory = [];

    /// <summary>Adds what a publication shows.</summary>
    public SupportHistoryBuilder Add(BuildResults results)
    {
        var number = publications.Count;
        publications.Add(results.Publication);
        foreach (var generation in results.Generations)
        {
            if (!generations.Contains(generation.Generation)) generations.Add(generation.Generation);
            foreach (var subject in generation.Subjects) Add(number, generation.Generation, subject);
        }

        var kind = (results.Publication.Implementation, results.Publication.Release is not null);
        if (!newest.TryGetValue(kind, out var known) || IsNewer(results.Publication, known.Results.Publication))
            newest[kind] = (number, results);
        return this;
    }

    /// <summary>The history of all that was added. A tag or a day that was published twice is there once, as it was published
    /// last.</summary>
    public SupportHistory Build()
    {
        var counted = publications
            .Index()
            .GroupBy(one => (one.Item.Implementation, one.Item.Title, IsRelease: one.Item.Release is not null))
            .Select(same => same.MaxBy(one => one.Item.Date)).ToArray();
        var editions = counted.GroupBy(one => (one.Item.Title, IsRelease: one.Item.Release is not null))
            .Select(same => new Edition(
                same.Key.Title,
                same.Key.IsRelease,
                same.ToImmutableSortedDictionary(one => one.Item.Implementation, one => one.Item, StringComparer.Ordinal)
            ))
            .OrderByDescending(edition => edition.IsRelease)
            .ThenBy(edition => edition.IsRelease ? ReleaseVersion.Parse(edition.Title) : null)
            .ThenBy(edition => edition.Date)
            .ThenBy(edition => edition.Title, StringComparer.Ordinal)
            .Select((edition, number) => edition with { Number = number })
            .ToArray();
        ImmutableArray<string> implementations =
        [
            .. publications
                .Select(one => one.Implementation)
                .Distinct()
                .OrderBy(name => name != Publication.Automatic)
                .ThenBy(name => name, StringComparer.Ordinal),
        ];
        ImmutableArray<string> ordered = [.. generations.Order(StringComparer.Ordinal)];
        var history = new SupportHistory(
            definitions,
            [.. editions.Where(edition => edition.IsRelease)],
            [.. editions.Where(edition => !edition.IsRelease)],
            implementations,
            ordered
        );
        var numbers = new int?[publications.Count];
        foreach (var (index, publication) in counted)
            numbers[index] = Array
                .Find(editions, edition => edition.Title == publication.Title && edition.IsRelease == (publication.Release is not null))!
                .Number;
        history.Subjects =
        [
            .. subjects
                .Select(subject => Subject(history, subject.Key.Kind, subject.Key.Name, subject.Value, numbers, editions.Length))
                .OrderBy(subject => definitions.All.IndexOf(subject.Definition)),
        ];
        return history;
    }

    private void Add(int publication, string generation, SubjectResults subject)
    {
        if (Definition(subject.Kind, subject.Category) is not { } definition) return;
        var key = (subject.Kind, subject.Name);
        if (!subjects.TryGetValue(key, out var collected)) subjects[key] = collected = new Collected(definition);
        if (publications[publication].Date >= collected.Date)
        {
            collected.Date = publications[publication].Date;
            collected.Definition = definition;
            collected.Type = (definition.Category(subject.Category) ?? definition.Categories[0]).Type;
        }

        collected.Entries.Add((publication, generation, Entry(definition, subject)));
    }

    private ResultEntry Entry(MatrixDefinition definition, SubjectResults subject)
    {
        StageResult[] results = [.. definition.Stages.Select(subject.Stage)];
        var group = definition.RolledUp[0].Stages;
        var (verdict, letters) = Judge(definition, subject, results);
        return new ResultEntry(verdict, letters)
        {
            Accuracy = group.Length < 2 ? null : Primary(subject.Stage(group[^2])),
            Speed = Primary(subject.Stage(group[^1])),
            Failures = letters.Contains(StatusLetter.Fail) ? Failures(results) : [],
        };
    }

    private static ImmutableArray<StageFailureFacts> Failures(StageResult[] results) =>
        [
            .. from result in results.Index()
            where
                result.Item.Status == Status.Failing
                && (result.Item.Note ?? result.Item.JobUrl?.Text ?? result.Item.IssueUrl?.Text) is not null
            select new StageFailureFacts(result.Index, result.Item.Note, result.Item.JobUrl, result.Item.IssueUrl),
        ];

    // There are a few dozen ways in which stages end together, and hundreds of thousands of results: each way is judged once. A verdict
    // depends on the statuses and on which of the passes have no target.
    private (SubjectVerdict Verdict, string Letters) Judge(MatrixDefinition definition, SubjectResults subject, StageResult[] results)
    {
        if (!judged.TryGetValue(definition, out var known)) judged[definition] = known = new(StringComparer.Ordinal);
        var key = string.Create(
            results.Length * 2,
            results,
            (span, all) =>
            {
                for (var at = 0; at < all.Length; at++)
                    (span[at], span[all.Length + at]) = (
                        StatusLetter.Of(all[at].Status),
                        VerdictRules.PassesWithoutTarget(all[at]) ? '0' : '1'
                    );
            }
        );
        if (!known.TryGetValue(key, out var result)) known[key] = result = (VerdictRules.Of(definition, subject), key[..results.Length]);
        return result;
    }

    private MatrixDefinition? Definition(SubjectKind kind, Category category)
    {
        if (!byCategory.TryGetValue((kind, category), out var known)) byCategory[(kind, category)] = known = definitions.Of(kind, category);
        return known;
    }

    // The first with a target, else the first.
    private static Measurement? Primary(StageResult result) =>
        result.Measurements.IsEmpty ? null : result.Measurements.FirstOrDefault(one => one.Target is not null) ?? result.Measurements[0];

    /// <summary>Whether a publication takes the place of another of its sort as the newest one, of which everything is kept.</summary>
    internal static bool IsNewer(Publication one, Publication other)
    {
        if (one.Release is not { } tag || other.Release is not { } known) return one.Date >= other.Date;
        var order = Comparer<ReleaseVersion?>.Default.Compare(ReleaseVersion.Parse(tag), ReleaseVersion.Parse(known));
        return order > 0 || (order == 0 && one.Date >= other.Date);
    }

    private SubjectHistory Subject(
        SupportHistory history,
        SubjectKind kind,
        SubjectName name,
        Collected collected,
        int?[] numbers,
        int editions
    )
    {
        var entries = new ResultEntry?[]?[history.Implementations.Length * history.Generations.Length];
        foreach (var (publication, generation, entry) in collected.Entries)
        {
            if (numbers[publication] is not { } edition) continue;
            var track =
                (history.Implementations.IndexOf(publications[publication].Implementation) * history.Generations.Length)
                + history.Generations.IndexOf(generation);
            (entries[track] ??= new ResultEntry?[editions])[edition] = entry;
        }

        var details = new Dictionary<(int, string, string), SubjectResults>();
        foreach (var (publication, results) in newest.Values)
        {
            if (numbers[publication] is not { } edition || !collected.Entries.Exists(entry => entry.Publication == publication)) continue;
            foreach (var generation in results.Generations)
                if (Find(publication, generation, kind, name) is { } subject)
                    details[(edition, results.Publication.Implementation, generation.Generation)] = subject;
        }

        return new SubjectHistory(history, name, kind, collected.Definition, collected.Type, entries, details);
    }

    private readonly Dictionary<(int Publication, string Generation), Dictionary<(SubjectKind, SubjectName), SubjectResults>> byName = [];

    private SubjectResults? Find(int publication, GenerationResults generation, SubjectKind kind, SubjectName name)
    {
        var key = (publication, generation.Generation);
        if (!byName.TryGetValue(key, out var subjectsOf))
            byName[key] = subjectsOf = generation
                .Subjects.GroupBy(subject => (subject.Kind, subject.Name))
                .ToDictionary(same => same.Key, same => same.First());
        return subjectsOf.GetValueOrDefault((kind, name));
    }

    private sealed class Collected(MatrixDefinition definition)
    {
        public MatrixDefinition Definition { get; set; } = definition;

        public string Type { get; set; } = "";

        public DateTimeOffset Date { get; set; }

        public List<(int Publication, string Generation, ResultEntry Entry)> Entries { get; } = [];
    }
}
