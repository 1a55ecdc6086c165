using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>The content of a JUnit XML file.</summary>
/// <param name="Failing">The tests that failed or could not be run, in the file's order.</param>
public sealed record JUnitReport(ImmutableArray<FailingTest> Failing);
