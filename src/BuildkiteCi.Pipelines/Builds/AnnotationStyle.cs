namespace BuildkiteCi.Pipelines.Builds;

/// <summary>How an annotation looks on the build's page.</summary>
public enum AnnotationStyle
{
    /// <summary>Blue.</summary>
    Info,

    /// <summary>Green.</summary>
    Success,

    /// <summary>Orange.</summary>
    Warning,

    /// <summary>Red.</summary>
    Error,
}
