using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Catalogue;

/// <summary>A file of the catalogue as Buildkite will see it for one generation.</summary>
/// <param name="File">The file.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Steps">Its steps, every variable replaced, with what the file sets for all of them.</param>
/// <param name="Stages">What they test, in the order of the steps that state it.</param>
public sealed record ExpandedFile(CatalogueFile File, Generation Generation, ImmutableArray<Step> Steps, ImmutableArray<StageStep> Stages)
{
    /// <summary>The subject that it tests, or null where its steps state none, or what is no name.</summary>
    public SubjectName? Subject => Stages.IsEmpty ? null : Stages[0].Subject;

    /// <summary>Whether one of its steps has a key.</summary>
    public bool Holds(StepKey key) => Steps.Any(step => step.Key?.Canonical == key.Text);

    /// <inheritdoc/>
    public override string ToString() => $"{File.Path} for {Generation}";
}
