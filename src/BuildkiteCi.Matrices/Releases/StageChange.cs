using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>The cause of a changed verdict: a stage whose status changed.</summary>
/// <param name="Stage">The stage's title: <c>Accuracy</c>.</param>
/// <param name="Before">Its <see cref="StatusLetter"/> before.</param>
/// <param name="After">Its letter now.</param>
/// <param name="Facts">What is known of its failure; null where nothing is.</param>
public sealed record StageChange(string Stage, char Before, char After, StageFailureFacts? Facts)
{
    /// <summary><c>Accuracy: Passing → Failing: exit status 1</c>.</summary>
    public override string ToString() =>
        $"{Stage}: "
            + $"{(Before == After ? "" : $"{StatusLetter.Name(Before)} → ")}{StatusLetter.Name(After)}"
            + $"{(Facts?.Note is { } note ? $": {note}" : "")}";
}
