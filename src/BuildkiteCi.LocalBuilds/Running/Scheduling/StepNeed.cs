using System.Runtime.InteropServices;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>One step that another one waits for.</summary>
/// <param name="Step">Its place in the list.</param>
/// <param name="Kind">Why it is waited for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepNeed(int Step, NeedKind Kind);

/// <summary>Why a step waits for another one; that decides which of its ends stop the step.</summary>
internal enum NeedKind
{
    /// <summary>It names the other one, or was uploaded by it.</summary>
    Depends,

    /// <summary>It names the other one, and lets it fail (<c>allow_failure</c>).</summary>
    MayFail,

    /// <summary>It is a wait or block, and the other one is above it.</summary>
    Above,

    /// <summary>The other one is the wait or block above it: nothing passes where that did not.</summary>
    Barrier,
}
