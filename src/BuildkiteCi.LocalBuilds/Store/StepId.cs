using System.Runtime.InteropServices;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>Which step of a build is meant: it has the same one when a build is resumed.</summary>
/// <param name="Upload">The upload that brought it, counted from 1 in the order in which uploads came.</param>
/// <param name="Index">Its place in the upload, counted from 0 through all groups.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepId(int Upload, int Index) : IComparable<StepId>
{
    /// <summary>By age: earlier uploads first, then the upload's own order.</summary>
    public int CompareTo(StepId other) => Upload != other.Upload ? Upload.CompareTo(other.Upload) : Index.CompareTo(other.Index);

    /// <summary>Whether <paramref name="left"/> is older than <paramref name="right"/>.</summary>
    public static bool operator <(StepId left, StepId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is younger than <paramref name="right"/>.</summary>
    public static bool operator >(StepId left, StepId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not younger than <paramref name="right"/>.</summary>
    public static bool operator <=(StepId left, StepId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not older than <paramref name="right"/>.</summary>
    public static bool operator >=(StepId left, StepId right) => left.CompareTo(right) >= 0;

    /// <summary><c>2.14</c>.</summary>
    public override string ToString() => $"{Upload}.{Index}";
}

/// <summary>Which job of a step is meant: a step with <c>parallelism</c> or <c>matrix</c> has several.</summary>
/// <param name="Step">The step.</param>
/// <param name="Number">Counted from 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobId(StepId Step, int Number);
