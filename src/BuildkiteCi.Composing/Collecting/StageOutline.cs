using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>A stage whose steps may not have to run: what decides it, without the steps.</summary>
internal sealed class StageOutline
{
    // Whether such a step runs at all is not known here.
    private static readonly ImmutableArray<string> Uncertain = ["if", "skip", "branches", "matrix", "parallelism", "plugins", "if_changed"];

    /// <param name="file">The file that it is in.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="steps">The file's steps.</param>
    public StageOutline(FileOutline file, StageStep stage, ImmutableArray<Step> steps)
    {
        File = file;
        Key = stage.Key;
        RecordedBy = stage.RecordedBy;
        Test = new StepReference(steps, stage.Step);
        Declaring = ReferenceEquals(stage.Step, stage.DeclaringStep) ? Test : new StepReference(steps, stage.DeclaringStep);
        IsOnlyRecorded = RecordedBy is not null && !ReferenceEquals(Test, Declaring) && OnlyRecords(stage);
        IsCertain = IsCertainToRun(stage.Step);
        Known = KnownResult.Of(stage);
    }

    /// <summary>The file that it is in.</summary>
    public FileOutline File { get; }

    /// <summary>The key of its test.</summary>
    public StepKey Key { get; }

    /// <summary>The key of the step that records the result, or null.</summary>
    public StepKey? RecordedBy { get; }

    /// <summary>The step that tests.</summary>
    public StepReference Test { get; }

    /// <summary>The step that states the stage: <see cref="Test"/>, or one that records its result.</summary>
    public StepReference Declaring { get; }

    /// <summary>Whether a step of its own does nothing but record the result.</summary>
    public bool IsOnlyRecorded { get; }

    /// <summary>Whether the test runs in every build that holds it.</summary>
    public bool IsCertain { get; }

    /// <summary>The meta-data that the test sets where that is all it does, or null: see <see cref="KnownResult"/>.</summary>
    public ImmutableDictionary<string, string>? Known { get; }

    private static bool OnlyRecords(StageStep stage) =>
        IsCertainToRun(stage.DeclaringStep)
        && stage.DeclaringStep.Command.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var script, _]
        && script.EndsWith("record_step_result.sh", StringComparison.Ordinal)
        && stage.DeclaringStep.DependsOn.Any(dependency => dependency.Key == stage.Key.Text);

    private static bool IsCertainToRun(CommandStep step) => !Uncertain.Any(step.Attributes.Has);
}

/// <summary>A step of a file, without the step.</summary>
internal sealed class StepReference
{
    /// <param name="steps">The file's steps.</param>
    /// <param name="step">One of them.</param>
    public StepReference(ImmutableArray<Step> steps, CommandStep step)
    {
        Place = PlaceOf(steps, step);
        Name = step.Name;
        WaitsFor = [.. step.DependsOn.Select(dependency => dependency.Key)];
    }

    /// <summary>Which step of its file it is, from 0.</summary>
    public int Place { get; }

    /// <summary>Its key, else what people call it.</summary>
    public string Name { get; }

    /// <summary>The keys that it waits for.</summary>
    public ImmutableArray<string> WaitsFor { get; }

    /// <summary>Which of a file's steps this one is.</summary>
    public static int PlaceOf(ImmutableArray<Step> steps, CommandStep step)
    {
        var place = 0;
        while (!ReferenceEquals(steps[place], step)) place++;
        return place;
    }
}
