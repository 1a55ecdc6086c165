using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A publication's results by their places, over some generations only.</summary>
internal sealed class ResultSnapshot
{
    private readonly Dictionary<ResultPlace, StageResult> results = [];
    private readonly HashSet<(SubjectKind Kind, SubjectName Name, string Generation)> rows = [];
    private readonly HashSet<(SubjectKind Kind, SubjectName Name)> subjects = [];

    public ResultSnapshot(BuildResults all, IEnumerable<string>? only = null)
    {
        Title = all.Publication.Title;
        var wanted = only?.ToHashSet(StringComparer.Ordinal);
        foreach (var generation in all.Generations.Where(one => wanted?.Contains(one.Generation) ?? true))
        {
            Generations.Add(generation.Generation);
            foreach (var subject in generation.Subjects)
            {
                if (subjects.Add((subject.Kind, subject.Name))) Subjects.Add((subject.Kind, subject.Name));
                rows.Add((subject.Kind, subject.Name, generation.Generation));
                foreach (var stage in subject.Stages) results[new ResultPlace(subject.Kind, subject.Name, generation.Generation, stage.Stage)] = stage;
            }
        }
    }

    public string Title { get; }

    public List<string> Generations { get; } = [];

    public List<(SubjectKind Kind, SubjectName Name)> Subjects { get; } = [];

    public IEnumerable<ResultPlace> Places => results.Keys;

    public IEnumerable<ResultPlace> Failing => results.Where(result => result.Value.Status == Status.Failing).Select(result => result.Key);

    public StageResult this[ResultPlace place] => results.GetValueOrDefault(place) ?? new StageResult(place.Stage, Status.Untested);

    public bool Holds(ResultPlace place) => rows.Contains((place.Kind, place.Subject, place.Generation));

    public bool Holds((SubjectKind Kind, SubjectName Name) subject) => subjects.Contains(subject);
}
