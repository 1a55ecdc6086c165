namespace BuildkiteCi.Testing;

/// <summary>A test that failed, as its framework reports it.</summary>
/// <param name="Name">Class and name: <c>tests.models.test_qwen3::test_forward[bf16]</c>.</param>
/// <param name="Message">What failed, in one line or few; may be empty.</param>
/// <param name="Details">Traceback and output, line ends as they were; may be empty.</param>
public sealed record FailingTest(string Name, string Message, string Details);
