using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>Cuts a group that is too large for an upload into several groups.</summary>
internal static class GroupParts
{
    /// <summary>
    /// The parts in order: <c>Tests, part 1 of 2</c> with the group's key, <c>Tests, part 2 of 2</c> with the key and <c>-2</c>. Steps of
    /// one file stay together where they fit.
    /// </summary>
    /// <param name="group">A group that <see cref="PageStep.CanBeCut"/>.</param>
    /// <param name="maxJobs">Jobs that a part may hold.</param>
    /// <param name="found">Takes the steps that are too large by themselves.</param>
    public static ImmutableArray<PageStep> Of(PageStep group, int maxJobs, DiagnosticBag found)
    {
        var parts = Cut(group, maxJobs, found);
        return [.. parts.Select((shares, i) => group.Part(Named((GroupStep)group.Head, i + 1, parts.Count), [.. shares]))];
    }

    /// <summary>The keys of the parts, by the group's own.</summary>
    public static ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Keys(PageStep group, ImmutableArray<PageStep> parts) =>
        group.Head.Key is { } key
            ? [KeyValuePair.Create(key.Canonical, parts.Select(part => part.Head.Key!.Canonical).ToImmutableArray())]
            : [];

    private static List<List<FileShare>> Cut(PageStep group, int maxJobs, DiagnosticBag found)
    {
        List<List<FileShare>> parts = [[]];
        var jobs = 0;
        foreach (var file in group.Shares)
        {
            var sizes = group.SizesOf(file);
            var all = sizes.Sum(size => size.Jobs);
            if (jobs + all > maxJobs && all <= maxJobs) Next();
            if (jobs + all <= maxJobs)
            {
                parts[^1].Add(file);
                jobs += all;
                continue;
            }

            for (var i = 0; i < sizes.Length; i++)
            {
                var count = sizes[i].Jobs;
                if (count > maxJobs) found.Add(UploadBatches.TooLarge(group.StepOf(file, i), count, maxJobs));
                if (jobs + count > maxJobs) Next();
                parts[^1].Add(new FileShare(file.File, file.Start + i, 1));
                jobs += count;
            }
        }

        return parts;

        void Next()
        {
            if (parts[^1].Count > 0) parts.Add([]);
            jobs = 0;
        }
    }

    private static GroupStep Named(GroupStep group, int number, int count) =>
        group.Named(
            $"{group.Label?.Canonical ?? "Tests"}, part {number} of {count}",
            group.Key is { } key && number > 1 ? $"{key.Canonical}-{number}" : null
        );
}
