using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Results;

/// <summary>What is known of all subjects on one generation.</summary>
/// <param name="Generation">Its short name: <c>v6e</c>.</param>
/// <param name="Subjects">Each subject once, in the order in which the build lists them.</param>
public sealed record GenerationResults(string Generation, ImmutableArray<SubjectResults> Subjects)
{
    /// <summary>Whether any stage of any subject fails: the value of <see cref="ResultKeys.AnyFailing"/>.</summary>
    public bool AnyFailing => Subjects.Any(subject => subject.Stages.Any(stage => stage.Status == Status.Failing));
}
