using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>A file of the catalogue as Buildkite will see it for one generation.</summary>
/// <param name="File">The file.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Steps">Its steps, every variable replaced.</param>
/// <param name="Stages">What they test, in the order of the steps.</param>
public sealed record ExpandedFile(CatalogueFile File, Generation Generation, ImmutableArray<YamlNode> Steps, ImmutableArray<StageStep> Stages);
