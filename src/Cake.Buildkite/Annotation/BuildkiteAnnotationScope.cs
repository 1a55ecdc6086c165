namespace Cake.Buildkite;

/// <summary>Whose page shows an annotation.</summary>
public enum BuildkiteAnnotationScope
{
    /// <summary>The build's.</summary>
    Build,

    /// <summary>The job's.</summary>
    Job,
}
