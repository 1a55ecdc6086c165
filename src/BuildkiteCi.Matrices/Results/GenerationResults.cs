using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Results;

/// <summary>What is known of all subjects on one generation.</summary>
/// <param name="Generation">Its short name: <c>v6e</c>.</param>
/// <param name="Subjects">Each subject once, in the order in which the build lists them.</param>
public sealed record GenerationResults(string Generation, ImmutableArray<SubjectResults> Subjects)
{
    /// <summary>Whether any stage of any subject fails: the value of <see cref="ResultKeys.AnyFailing"/>.</summary>
    public bool AnyFailing => Subjects.Any(subject => subject.Stages.Any(stage => stage.Status == Status.Failing));

    /// <summary>How many stages have which status, for people: <c>12 Passing, 1 Failing</c>; what is Untested by having no result is not counted.</summary>
    public string Summary()
    {
        var counts = Subjects.SelectMany(subject => subject.Stages).CountBy(stage => stage.Status.Name).ToDictionary();
        var parts = Status.All.Where(status => counts.ContainsKey(status.Name)).Select(status => $"{counts[status.Name]} {status.Name}");
        return counts.Count == 0 ? "no results" : string.Join(", ", parts);
    }
}
