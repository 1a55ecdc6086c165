namespace Cake.Buildkite;

/// <summary>
/// The line of the log that tells of an annotation. The module reads it: in scripts it lives in an assembly of its own, and the log is what
/// it shares with the add-in.
/// </summary>
internal static class PostedAnnotation
{
    /// <summary>The line's format; its one argument is the annotation's context.</summary>
    public const string Format = "Buildkite annotation '{0}' is made";
}
