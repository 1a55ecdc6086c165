namespace BuildkiteCi.Catalogue;

/// <summary>One of the tests that a subject goes through, in order.</summary>
/// <param name="Name">The value of <c>CI_STAGE</c> and the matrix's column: <c>Accuracy/Correctness</c>.</param>
/// <param name="KeySuffix">What a step key ends in: <c>Accuracy</c>, <c>CorrectnessTest_Single_Host</c>.</param>
/// <param name="Title">Its words in a step's label: <c>Unit tests</c>.</param>
public sealed record Stage(string Name, string KeySuffix, string Title)
{
    /// <summary>What decides whether it passes.</summary>
    public StageRole Role { get; init; }

    /// <summary>A stage that no folder lists: only its name is known.</summary>
    public static Stage Unlisted(string name) =>
        new(name, new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]), name);

    /// <summary>The name, as matrices and messages show it.</summary>
    public override string ToString() => Name;
}
