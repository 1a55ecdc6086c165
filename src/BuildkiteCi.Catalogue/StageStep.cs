using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>A stage of a subject on one generation, and the step that tests it.</summary>
/// <param name="Subject">The subject (<c>CI_TARGET</c>); null where what is written there is no name (rule C028).</param>
/// <param name="Category">Its category (<c>CI_CATEGORY</c>).</param>
/// <param name="Stage">The stage (<c>CI_STAGE</c>); one that the folder does not list where it has none of that name (rule C015).</param>
/// <param name="Key">Key of the test step: its outcome, or what is stated under its key, is the stage's result.</param>
/// <param name="Step">The test step, expanded for the generation.</param>
public sealed record StageStep(SubjectName? Subject, Category Category, Stage Stage, StepKey Key, CommandStep Step)
{
    /// <summary>The step that states the stage: the test step itself, or one that records its result.</summary>
    public CommandStep DeclaringStep { get; init; } = Step;

    /// <summary>The step that records the result in a file of the older form; null in one whose results are collected.</summary>
    public StepKey? RecordedBy { get; init; }

    /// <summary>The place of the value that the declaring step gives a variable, or of that step where it sets none.</summary>
    public SourceLocation LocationOf(string variable) =>
        DeclaringStep.Attributes["env"] is YamlMapping env && env[variable] is { } value ? value.Location : DeclaringStep.Location;

    /// <summary>The value that the declaring step gives a variable, or null where it sets none or an empty one.</summary>
    public string? Declared(string variable) =>
        DeclaringStep.Attributes["env"] is YamlMapping env && env.Scalar(variable) is { Canonical.Length: > 0 } value
            ? value.Canonical
            : null;

    /// <summary><c>stage 'UnitTest' of 'Qwen/Qwen3-4B'</c>, as messages name it.</summary>
    public override string ToString() => $"stage '{Stage}' of '{Subject?.Text ?? Declared("CI_TARGET")}'";
}
