using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Which subjects are rows, on which generations: what the build lists, else what the catalogue holds.</summary>
internal sealed record ResultRows(
    MatrixDefinitions Definitions,
    ImmutableArray<Generation> Generations,
    ImmutableArray<ListedSubject> Defaults,
    ImmutableArray<ListedSubject> Tested
)
{
    private ImmutableHashSet<SubjectName> Names { get; init; } = [];

    // Names that the build lists and the catalogue does not know: only of them nobody can tell the category but the build.
    private ImmutableHashSet<SubjectName> Unknown { get; init; } = [];

    public static ResultRows Of(ResultQuery questions, ImmutableDictionary<string, string> metaData)
    {
        var tested = TestedSubjects(questions, metaData);
        var names = tested.Select(subject => subject.Name).ToImmutableHashSet();
        return new ResultRows(
            questions.Definitions,
            RunGenerations(questions, metaData),
            // A default feature that is also tested shows what its tests say: "passes by definition" must not hide a failure.
            [.. questions.DefaultFeatures.Where(subject => !names.Contains(subject.Name))],
            tested)
        {
            Names = names,
            Unknown = [.. names.Except(questions.Subjects.Select(subject => subject.Name))],
        };
    }

    /// <summary>The keys under which the build may hold results of the rows.</summary>
    public IEnumerable<string> Keys =>
        from generation in Generations
        from subject in Tested
        from key in Definitions.Stages.SelectMany(stage => KeysOf(generation, subject, stage))
            .Concat(Unknown.Contains(subject.Name) ? [ResultKeys.Category(generation, subject.Name)] : Array.Empty<string>())
        select key;

    /// <summary>Whether a key holds what a benchmark case of one of the rows measured.</summary>
    public bool IsOfCase(string key) =>
        key.IndexOf(ResultKeys.CaseMark, StringComparison.Ordinal) is > 0 and var end
        && Generations.Any(generation =>
            key.StartsWith(generation.MetaDataPrefix, StringComparison.Ordinal)
            && end > generation.MetaDataPrefix.Length
            && SubjectName.Parse(key[generation.MetaDataPrefix.Length..end]) is { } name && Names.Contains(name));

    /// <summary>Whether a step tests one of the rows.</summary>
    public bool Asks(TestStep step) => Generations.Any(step.Generation.Is) && Names.Contains(step.Subject);

    /// <summary>The category of a subject on a generation.</summary>
    public static Category Category(Generation generation, ListedSubject subject, ImmutableDictionary<string, string> metaData) =>
        metaData.TryGetValue(ResultKeys.Category(generation, subject.Name), out var text) ? new Category(text.Trim()) : subject.Category;

    private static string[] KeysOf(Generation generation, ListedSubject subject, string stage) =>
        [ResultKeys.Result(generation, subject.Name, stage), ResultKeys.Measurements(generation, subject.Name, stage)];

    private static ImmutableArray<ListedSubject> TestedSubjects(ResultQuery questions, ImmutableDictionary<string, string> metaData)
    {
        if (!metaData.ContainsKey(ResultKeys.ModelList) && !metaData.ContainsKey(ResultKeys.FeatureList)) return questions.Subjects;
        return
        [
            .. Listed(questions, SubjectKind.Model, metaData.GetValueOrDefault(ResultKeys.ModelList, "")),
            .. Listed(questions, SubjectKind.Feature, metaData.GetValueOrDefault(ResultKeys.FeatureList, "")),
        ];
    }

    private static IEnumerable<ListedSubject> Listed(ResultQuery questions, SubjectKind kind, string lines)
    {
        var known = questions.Subjects.Where(subject => subject.Kind == kind)
            .GroupBy(subject => subject.Name).ToDictionary(subjects => subjects.Key, subjects => subjects.First());
        return lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(SubjectName.Parse).OfType<SubjectName>().Distinct()
            .Select(name => known.GetValueOrDefault(name) ?? new ListedSubject(name, kind, questions.Definitions.DefaultCategory(kind)));
    }

    private static ImmutableArray<Generation> RunGenerations(ResultQuery questions, ImmutableDictionary<string, string> metaData)
    {
        ImmutableArray<Generation> run =
            [.. questions.Generations.Where(generation => metaData.GetValueOrDefault(ResultKeys.RunMatrix(generation))?.Trim() == "true")];
        return run.IsEmpty ? questions.Generations : run;
    }
}
