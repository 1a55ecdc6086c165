using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>One finished run of a stage's command, all that its judge looks at.</summary>
/// <param name="Exit">How the process ended.</param>
/// <param name="Tail">The last lines that it wrote.</param>
public sealed record StageRun(ProcessExit Exit, ImmutableArray<OutputLine> Tail);
