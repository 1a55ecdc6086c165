namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Where a run is watched.</summary>
public interface IRunView
{
    /// <summary>Shows what happened; called by one thread at a time, and not again before it returns.</summary>
    void Show(RunEvent happened);
}
