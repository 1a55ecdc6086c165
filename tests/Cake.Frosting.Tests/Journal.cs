namespace Cake.Frosting.Tests;

/// <summary>What the parts of a build under test did, in order.</summary>
internal sealed class Journal
{
    public List<string> Lines { get; } = [];
}
