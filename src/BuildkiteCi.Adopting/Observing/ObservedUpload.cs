using System.Collections.Immutable;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>A pipeline that a script uploaded.</summary>
/// <param name="Text">What was uploaded, not yet interpolated.</param>
/// <param name="Environment">The variables that the uploading process had.</param>
public sealed record ObservedUpload(string Text, ImmutableDictionary<string, string> Environment)
{
    /// <summary>The file of the repository that holds the text, a <c>priority</c> in front of it aside; null where it was
    /// generated.</summary>
    public string? Path { get; init; }

    /// <summary>Name of the step that uploaded it; null: the build's first.</summary>
    public string? UploadedBy { get; init; }

    /// <summary>Whether the agent had to leave variables alone.</summary>
    public bool IsLiteral { get; init; }
}
