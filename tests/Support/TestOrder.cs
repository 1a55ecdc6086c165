using System.Globalization;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(TestSupport.TestOrder))]
[assembly: TestClassOrderer(typeof(TestSupport.TestOrder))]
[assembly: TestMethodOrderer(typeof(TestSupport.TestOrder))]
[assembly: TestCaseOrderer(typeof(TestSupport.TestOrder))]

namespace TestSupport;

/// <summary>
/// The order of collections, classes, methods and cases: by their names, so that it is the same in every folder (xunit's own follows the
/// path of the assembly); or at random where <c>TEST_ORDER_SEED</c> holds a number, the same for the same number.
/// </summary>
public sealed class TestOrder : ITestCollectionOrderer, ITestClassOrderer, ITestMethodOrderer, ITestCaseOrderer
{
    private static readonly int? Seed = int.TryParse(
        Environment.GetEnvironmentVariable("TEST_ORDER_SEED"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var seed
    )
        ? seed
        : null;

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => Ordered(testCollections, collection => collection.TestCollectionDisplayName);

    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass => Ordered(testClasses, one => one?.TestClassName ?? "");

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod => Ordered(testMethods, method => method?.MethodName ?? "");

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => Ordered(testCases, one => one.TestCaseDisplayName);

    private static T[] Ordered<T>(IReadOnlyCollection<T> things, Func<T, string> name)
    {
        var ordered = things.OrderBy(name, StringComparer.Ordinal).ToArray();
        if (Seed is { } seed) new Random(seed).Shuffle(ordered);
        return ordered;
    }
}
