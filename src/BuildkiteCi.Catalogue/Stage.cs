namespace BuildkiteCi.Catalogue;

/// <summary>One of the tests that a subject goes through, in order.</summary>
/// <param name="Name">The value of <c>CI_STAGE</c> and the matrix's column: <c>Accuracy/Correctness</c>.</param>
/// <param name="KeySuffix">What a step key ends in: <c>Accuracy</c>, <c>CorrectnessTest_Single_Host</c>.</param>
/// <param name="Label">Its words in a step's label: <c>Performance benchmarks</c>.</param>
public sealed record Stage(string Name, string KeySuffix, string Label)
{
    /// <summary>What readers of results call it: <c>Speed</c>; its name where none is set.</summary>
    public string Title { get; init; } = Name;

    /// <summary>What decides whether it passes.</summary>
    public StageRole Role { get; init; }

    /// <summary>A stage that no folder lists: only its name is known.</summary>
    public static Stage Unlisted(string name) =>
        new(name, new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]), name);

    /// <summary>The name, as matrices and messages show it.</summary>
    public override string ToString() => Name;
}

/// <summary>What decides whether a stage passes.</summary>
public enum StageRole
{
    /// <summary>The exit status of its command alone.</summary>
    Command,

    /// <summary>A score that has to reach <c>MINIMUM_ACCURACY_THRESHOLD</c>.</summary>
    Accuracy,

    /// <summary>A throughput that has to reach <c>MINIMUM_THROUGHPUT_THRESHOLD</c>.</summary>
    Benchmark,
}
