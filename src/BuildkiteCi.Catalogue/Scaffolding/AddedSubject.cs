using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>A subject that has joined the catalogue.</summary>
/// <param name="File">The file that was written.</param>
/// <param name="Todos">What its owner still has to fill in.</param>
public sealed record AddedSubject(SourceFile File, ImmutableArray<Todo> Todos)
{
    /// <summary>What changed in a file that was there before; null where there was none.</summary>
    public FileDiff? Changes { get; init; }
}
