namespace Cake.Buildkite;

/// <summary>How an annotation looks.</summary>
public enum BuildkiteAnnotationStyle
{
    /// <summary>Green, with a tick.</summary>
    Success,

    /// <summary>Blue.</summary>
    Info,

    /// <summary>Orange.</summary>
    Warning,

    /// <summary>Red.</summary>
    Error,
}
