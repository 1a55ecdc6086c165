namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Two neighbouring runs between which a change may have come in.</summary>
/// <param name="LastGood">The run before.</param>
/// <param name="FirstBad">The run after.</param>
/// <param name="Chance">How likely it is this place, 0 to 1.</param>
public sealed record PossiblePlace(SeriesPoint LastGood, SeriesPoint FirstBad, double Chance);
