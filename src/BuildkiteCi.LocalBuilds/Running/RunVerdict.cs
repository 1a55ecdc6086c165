namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>How a run of a build ended.</summary>
public enum RunVerdict
{
    /// <summary>Everything that had to pass has passed.</summary>
    Passed,

    /// <summary>A step failed, or one waits for something that does not exist.</summary>
    Failed,

    /// <summary>It waits at a block or input step that nobody answered.</summary>
    Blocked,

    /// <summary>One of its jobs cancelled it (<c>buildkite-agent build cancel</c>).</summary>
    Cancelled,

    /// <summary>Somebody ended it; <c>--continue</c> takes it up.</summary>
    Interrupted,
}
