namespace TestSupport;

/// <summary>Tests that share one chromium, one after the other: it is the heaviest process of them all.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
    public const string Name = "browser";
}
