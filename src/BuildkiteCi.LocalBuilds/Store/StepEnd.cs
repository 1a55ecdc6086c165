namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>What became of a step, from best to worst.</summary>
public enum StepEnd
{
    /// <summary>It was not in the build, or not run here; what depends on it does not mind.</summary>
    LeftOut,

    /// <summary>All its jobs passed, or it let the build through.</summary>
    Passed,

    /// <summary>A job failed that may fail.</summary>
    SoftFailed,

    /// <summary>A job failed, and with it the build.</summary>
    Failed,

    /// <summary>A job could not be started.</summary>
    Errored,

    /// <summary>A job took too long.</summary>
    TimedOut,

    /// <summary>The build cancelled it.</summary>
    Cancelled,

    /// <summary>It never ran, because something that it depends on did not end well.</summary>
    NotRun,
}
