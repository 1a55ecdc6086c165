using System.Collections.Frozen;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>What readers call a stage: the tests of answers and of speed by what they show, any other stage by its own name.</summary>
public static class StageTitle
{
    private static readonly FrozenDictionary<string, string> Titles = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["UnitTest"] = "Unit tests",
        ["Accuracy/Correctness"] = "Accuracy",
        ["Benchmark"] = "Speed",
        ["CorrectnessTest"] = "Correctness",
        ["PerformanceTest"] = "Speed",
        ["Single-Host CorrectnessTest"] = "Correctness, one host",
        ["Single-Host PerformanceTest"] = "Speed, one host",
        ["Multi-Host CorrectnessTest"] = "Correctness, several hosts",
        ["Multi-Host PerformanceTest"] = "Speed, several hosts",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The title of a stage.</summary>
    public static string Of(string stage) => Titles.GetValueOrDefault(stage, stage);
}
