using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Steps that wait for each other.</summary>
/// <param name="Path">Their names, the first one again at the end.</param>
/// <param name="Location">Where the dependency that closes the circle is written.</param>
internal sealed record DependencyCycle(ImmutableArray<string> Path, SourceLocation Location);
