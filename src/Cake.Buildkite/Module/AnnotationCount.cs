namespace Cake.Buildkite;

/// <summary>How many annotations the build has made so far.</summary>
internal sealed class AnnotationCount
{
    private int made;

    public int Made => Volatile.Read(ref made);

    public void Add() => Interlocked.Increment(ref made);
}
