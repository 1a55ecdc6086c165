namespace EndToEnd.Tests;

/// <summary>Tests that share one clone, one after the other: compiling it takes longer than all of them.</summary>
[CollectionDefinition(Name)]
public sealed class CloneCollection : ICollectionFixture<Clone>
{
    public const string Name = "clone";
}
