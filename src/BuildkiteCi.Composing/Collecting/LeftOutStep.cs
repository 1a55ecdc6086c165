using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>A step of a file that takes part which is not uploaded.</summary>
/// <param name="File">The file, expanded.</param>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why, as a part of a sentence: <c>its one result 'unverified' is written at once</c>.</param>
public sealed record LeftOutStep(ExpandedFile File, Step Step, string Reason);
