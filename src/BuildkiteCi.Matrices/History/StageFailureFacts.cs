using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.History;

/// <summary>What a publication tells of a failure.</summary>
/// <param name="Stage">The stage's number in its matrix.</param>
/// <param name="Note">Why it failed: <c>exit status 1</c>; null where nobody knows.</param>
/// <param name="Job">Its job; null where that is not known.</param>
/// <param name="Issue">The issue that follows it; null where there is none.</param>
public sealed record StageFailureFacts(int Stage, string? Note, WebAddress? Job, WebAddress? Issue);
