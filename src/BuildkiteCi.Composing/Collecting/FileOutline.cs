using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>What collecting results and cutting uploads have to know of an expanded file; none of its nodes.</summary>
internal sealed class FileOutline
{
    /// <param name="file">The file, expanded.</param>
    /// <param name="expansion">What made it of its file, and can do so again.</param>
    public FileOutline(ExpandedFile file, FileExpansion expansion)
    {
        File = file.File;
        Expansion = expansion;
        Sizes = [.. file.Steps.Select(StepSize.Of)];
        Stages = [.. file.Stages.Select(stage => new StageOutline(this, stage, file.Steps))];
    }

    /// <summary>The file.</summary>
    public CatalogueFile File { get; }

    /// <summary>Makes its steps.</summary>
    public FileExpansion Expansion { get; }

    /// <summary>How large its steps are, one after the other.</summary>
    public ImmutableArray<StepSize> Sizes { get; }

    /// <summary>Its stages, in the order of the steps that state them.</summary>
    public ImmutableArray<StageOutline> Stages { get; }
}

/// <summary>How much of an upload a step takes.</summary>
/// <param name="Jobs">The jobs that Buildkite makes of it.</param>
/// <param name="IsJob">Whether it is a job, and not a wait or the like that others are before or behind.</param>
internal readonly record struct StepSize(int Jobs, bool IsJob)
{
    /// <summary>The size of a step; of a group that of the steps within it.</summary>
    public static StepSize Of(Step step) => step switch
    {
        CommandStep command => new(command.JobCount, IsJob: true),
        TriggerStep => new(1, IsJob: true),
        GroupStep group => new(group.Steps.Sum(one => Of(one).Jobs), IsJob: false),
        _ => new(0, IsJob: false),
    };
}
