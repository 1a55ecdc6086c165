namespace Cake.Buildkite;

/// <summary>What started a build.</summary>
public enum BuildkiteBuildSource
{
    /// <summary>A word that was not known when this was written.</summary>
    Other,

    /// <summary>An event of the place where the repository is.</summary>
    Webhook,

    /// <summary>A call of Buildkite's API.</summary>
    Api,

    /// <summary>A person, on Buildkite's pages.</summary>
    Ui,

    /// <summary>A trigger step of another build.</summary>
    TriggerJob,

    /// <summary>A schedule.</summary>
    Schedule,
}
