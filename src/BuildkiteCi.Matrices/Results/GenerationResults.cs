using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Results;

/// <summary>What is known of all subjects on one generation.</summary>
/// <param name="Generation">Its short name: <c>v6e</c>.</param>
/// <param name="Subjects">Each subject once, in the order in which the build lists them.</param>
public sealed record GenerationResults(string Generation, ImmutableArray<SubjectResults> Subjects)
{
    /// <summary>What people read where no test has a result.</summary>
    public const string NoResults = "no test results";

    /// <summary>Whether any stage has a result of a test; what is only declared is none.</summary>
    public bool HasResults => Subjects.Any(subject => subject.Stages.Any(stage => stage.Status != Status.Declared));

    /// <summary>Whether any stage of any subject fails: the value of <see cref="ResultKeys.AnyFailing"/>.</summary>
    public bool AnyFailing => Subjects.Any(subject => subject.Stages.Any(stage => stage.Status == Status.Failing));
}
