using System.Runtime.InteropServices;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>Which job of a step is meant: a step with <c>parallelism</c> or <c>matrix</c> has several.</summary>
/// <param name="Step">The step.</param>
/// <param name="Number">Counted from 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobId(StepId Step, int Number);
