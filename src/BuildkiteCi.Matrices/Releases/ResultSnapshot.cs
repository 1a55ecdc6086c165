using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A publication's results by their places. Making one costs a pass over all results, so whoever compares often keeps them.</summary>
public sealed class ResultSnapshot
{
    private readonly Dictionary<ResultPlace, StageResult> results = [];
    private readonly HashSet<(SubjectKind Kind, SubjectName Name, string Generation)> rows = [];
    private readonly HashSet<string> generations = new(StringComparer.Ordinal);

    /// <summary>Puts results in their places.</summary>
    public ResultSnapshot(BuildResults all)
    {
        Publication = all.Publication;
        HasResults = all.HasResults;
        foreach (var generation in all.Generations)
        {
            generations.Add(generation.Generation);
            foreach (var subject in generation.Subjects)
            {
                rows.Add((subject.Kind, subject.Name, generation.Generation));
                foreach (var stage in subject.Stages) results[new ResultPlace(subject.Kind, subject.Name, generation.Generation, stage.Stage)] = stage;
            }
        }
    }

    /// <summary>What the results are about.</summary>
    public Publication Publication { get; }

    internal bool HasResults { get; }

    internal IEnumerable<ResultPlace> Places => results.Keys;

    internal StageResult this[ResultPlace place] => results.GetValueOrDefault(place) ?? new StageResult(place.Stage, Status.Untested);

    /// <summary>Whether the place's subject is a row on the place's generation, with or without a result.</summary>
    internal bool Holds(ResultPlace place) => rows.Contains((place.Kind, place.Subject, place.Generation));

    /// <summary>Whether the place holds a failure.</summary>
    internal bool Fails(ResultPlace place) => results.TryGetValue(place, out var result) && result.Status == Status.Failing;

    internal bool Tests(string generation) => generations.Contains(generation);

    /// <summary>The subjects that are rows on any of the generations that the other tests too.</summary>
    internal IEnumerable<(SubjectKind Kind, SubjectName Name)> SubjectsBeside(ResultSnapshot other) =>
        rows.Where(row => other.Tests(row.Generation)).Select(row => (row.Kind, row.Name)).Distinct();
}
