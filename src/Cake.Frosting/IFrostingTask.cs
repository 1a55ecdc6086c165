using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task as the host sees it. Tasks derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>; a class that
/// implements this interface itself handles its errors in <see cref="OnError"/>, so it must throw there to fail the build.
/// </summary>
public interface IFrostingTask
{
    /// <summary>Why the task is skipped where <see cref="ShouldRun"/> is false; empty, as it is by default: no reason is shown.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work; an exception fails the task.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task runs. A target that must not run fails the build; a dependency is left out.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles what the task threw; the build goes on unless this throws.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whatever became of it; not where it is skipped.</summary>
    void Finally(ICakeContext context);
}
