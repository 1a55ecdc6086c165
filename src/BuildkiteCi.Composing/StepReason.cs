namespace BuildkiteCi.Composing;

/// <summary>Why a step is in a build or is not.</summary>
/// <param name="Generation">The generation that it tests; empty where it tests none.</param>
/// <param name="Path">The file that holds it; empty where it was made for this build.</param>
/// <param name="Step">Its key, else what people call it.</param>
/// <param name="IsIn">Whether it is in.</param>
/// <param name="Reason">Why, as a part of a sentence.</param>
public sealed record StepReason(string Generation, string Path, string Step, bool IsIn, string Reason);
