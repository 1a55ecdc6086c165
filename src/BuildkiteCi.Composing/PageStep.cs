using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>
/// A step or group of the build's page: how large it is, and the step itself, made each time it is asked for. The steps of a group come
/// file by file, so that it can be cut between files while none of them is there.
/// </summary>
internal sealed class PageStep
{
    private readonly GroupContent? content;

    private PageStep(Step head, GroupContent? content, ImmutableArray<FileShare> shares) =>
        (Head, this.content, Shares) = (head, content, shares);

    /// <summary>The step; of a group what it is without the steps within it.</summary>
    public Step Head { get; }

    /// <summary>Which of its files' steps a group holds.</summary>
    public ImmutableArray<FileShare> Shares { get; }

    /// <summary>How many jobs it makes, those within a group counted.</summary>
    public int Jobs =>
        content is null ? StepSize.Of(Head).Jobs : Shares.Sum(share => SizesOf(share).Sum(size => size.Jobs));

    /// <summary>Whether it is a group of jobs alone: a wait within a group forbids to cut it.</summary>
    public bool CanBeCut => content is not null && Shares.All(share => SizesOf(share).All(size => size.IsJob));

    /// <summary>A step that is there.</summary>
    public static PageStep Of(Step step)
    {
        if (step is not GroupStep group) return new PageStep(step, null, []);
        var files = InFiles(group.Steps);
        return Of(group, [.. files.Select(file => file.Select(StepSize.Of).ToImmutableArray())], at => files[at]);
    }

    /// <summary>A group whose steps are made when they are asked for.</summary>
    /// <param name="group">The group; steps within it do not count.</param>
    /// <param name="sizes">How large they are, file by file.</param>
    /// <param name="stepsOf">Makes those of a file.</param>
    public static PageStep Of(
        GroupStep group,
        ImmutableArray<ImmutableArray<StepSize>> sizes,
        Func<int, ImmutableArray<Step>> stepsOf
    ) =>
        new(
            group with { Steps = [] },
            new GroupContent(sizes, stepsOf),
            [.. sizes.Select((file, at) => new FileShare(at, 0, file.Length))]
        );

    /// <summary>The step with all that is in it.</summary>
    public Step ToStep() =>
        content is null
            ? Head
            : (GroupStep)Head with { Steps = [.. Shares.SelectMany(share => content.StepsOf(share.File).Slice(share.Start, share.Count))] };

    /// <summary>How large the steps of a share are.</summary>
    public ImmutableArray<StepSize> SizesOf(FileShare share) => content!.Sizes[share.File].Slice(share.Start, share.Count);

    /// <summary>A step of a share.</summary>
    public Step StepOf(FileShare share, int at) => content!.StepsOf(share.File)[share.Start + at];

    /// <summary>A group of the same files.</summary>
    public PageStep Part(GroupStep head, ImmutableArray<FileShare> shares) => new(head, content, shares);

    // Steps that stand one behind the other and are of one file.
    private static List<ImmutableArray<Step>> InFiles(ImmutableArray<Step> steps)
    {
        List<ImmutableArray<Step>> files = [];
        for (var start = 0; start < steps.Length; )
        {
            var end = start + 1;
            while (end < steps.Length && steps[end].Location.Path == steps[start].Location.Path) end++;
            files.Add(steps[start..end]);
            start = end;
        }

        return files;
    }

    private sealed record GroupContent(ImmutableArray<ImmutableArray<StepSize>> Sizes, Func<int, ImmutableArray<Step>> StepsOf);
}

/// <summary>Steps of one file, one behind the other.</summary>
/// <param name="File">Which file of its group.</param>
/// <param name="Start">The first of them, from 0.</param>
/// <param name="Count">How many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileShare(int File, int Start, int Count);
