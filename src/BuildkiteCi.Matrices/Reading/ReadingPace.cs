namespace BuildkiteCi.Matrices.Reading;

/// <summary>How hard a build is pressed for answers.</summary>
/// <param name="AtOnce">Calls under way at one time, at least 1. An agent call takes about 100 ms, nearly all of it waiting.</param>
/// <param name="Tries">Tries for each answer, at least 1.</param>
/// <param name="FirstPause">Pause after the first failed try; it doubles with each further one.</param>
public sealed record ReadingPace(int AtOnce, int Tries, TimeSpan FirstPause)
{
    /// <summary>64 calls at once, 3 tries, half a second after the first.</summary>
    public static ReadingPace Usual { get; } = new(AtOnce: 64, Tries: 3, FirstPause: TimeSpan.FromMilliseconds(500));
}
