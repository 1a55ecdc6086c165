using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>A file of the catalogue in a build, for one generation. Its steps are made each time they are asked for, so that a composition
/// of any size holds none.</summary>
public sealed class ComposedFile
{
    private readonly FileExpansion expansion;
    private readonly FileChanges changes;
    private readonly ReplacedKeys replaced;

    internal ComposedFile(FileOutline outline, FileChanges changes, ReplacedKeys replaced)
    {
        (File, expansion, this.changes, this.replaced) = (outline.File, outline.Expansion, changes, replaced);
        var isWhole = LeftOut.IsEmpty;
        Stages = isWhole ? outline.Tests : [.. outline.Tests.Select(stage => stage with { HasJob = IsIn(stage.Place) })];
        Sizes = isWhole ? outline.Sizes : [.. outline.Sizes.Where((_, place) => IsIn(place))];
        RunsBenchmark = outline.Benchmarks.Any(IsIn);
    }

    /// <summary>The file.</summary>
    public CatalogueFile File { get; }

    /// <summary>The generation.</summary>
    public Generation Generation => expansion.Generation;

    /// <summary>What its steps test, in the order of the steps that state it.</summary>
    public ImmutableArray<ComposedStage> Stages { get; }

    /// <summary>Its steps that are not in the build, in their order.</summary>
    public ImmutableArray<LeftOutStep> LeftOut => changes.LeftOut;

    /// <summary>The subject that it tests, or null where its steps state none, or what is no name.</summary>
    public SubjectName? Subject => Stages.IsEmpty ? null : Stages[0].Subject;

    /// <summary>How many jobs Buildkite makes of its steps.</summary>
    public int JobCount => Sizes.Sum(size => size.Jobs);

    /// <summary>
    /// Its steps that are in the build. They wait for others in place of those that are left out; one whose record step is left out fails
    /// where that would have failed.
    /// </summary>
    public ImmutableArray<Step> Steps
    {
        get
        {
            var all = expansion.Of(File).Value!.Steps;
            var steps = ImmutableArray.CreateBuilder<Step>(Sizes.Length);
            for (var place = 0; place < all.Length; place++)
            {
                if (!IsIn(place)) continue;
                var step = all[place];
                foreach (var (test, record) in changes.Hardened)
                    if (test == place)
                        step = Hardened(step, all[record]);
                steps.Add(replaced.Apply(step));
            }

            return steps.MoveToImmutable();
        }
    }

    /// <summary>How large its steps are, one after the other.</summary>
    internal ImmutableArray<StepSize> Sizes { get; }

    /// <summary>Whether one of its steps is a benchmark.</summary>
    internal bool RunsBenchmark { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{File.Path} for {Generation}";

    private bool IsIn(int place)
    {
        foreach (var left in LeftOut)
            if (left.Place == place)
                return false;
        return true;
    }

    private static Step Hardened(Step step, Step record) =>
        record.Body["soft_fail"] is { } soft ? step.With(step.Body.With("soft_fail", soft)) : step.With(step.Body.Without("soft_fail"));
}

/// <summary>A stage of a file in a build.</summary>
/// <param name="Subject">The subject; null where what is written there is no name.</param>
/// <param name="Stage">The stage.</param>
/// <param name="HasJob">Whether its test is in the build; else its result is known.</param>
public readonly record struct ComposedStage(SubjectName? Subject, Stage Stage, bool HasJob)
{
    /// <summary>Which step of its file tests it, from 0.</summary>
    internal int Place { get; init; }
}

/// <summary>A step of a file that takes part which is not uploaded.</summary>
/// <param name="Name">Its key, else what people call it.</param>
/// <param name="Reason">Why, as a part of a sentence: <c>its one result 'unverified' is written at once</c>.</param>
/// <param name="IsTest">Whether it is the test of a stage, whose result is known beforehand.</param>
public sealed record LeftOutStep(string Name, string Reason, bool IsTest)
{
    /// <summary>Which step of its file it is, from 0.</summary>
    internal int Place { get; init; }
}
