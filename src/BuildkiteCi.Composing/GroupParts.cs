using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>Cuts a group that is too large for an upload into several groups.</summary>
internal static class GroupParts
{
    /// <summary>
    /// The parts in order: <c>Tests, part 1 of 2</c> with the group's key, <c>Tests, part 2 of 2</c> with the key and <c>-2</c>. Steps of
    /// one file stay together where they fit. Null where a wait within the group forbids to cut it.
    /// </summary>
    public static ImmutableArray<GroupStep>? Of(GroupStep group, int maxJobs, DiagnosticBag found)
    {
        if (!group.Steps.All(step => step is CommandStep or TriggerStep)) return null;
        var parts = Cut(group.Steps, maxJobs, found);
        return [.. parts.Select((steps, i) => Part(group, steps, i + 1, parts.Count))];
    }

    /// <summary>The keys of the parts, by the group's own.</summary>
    public static ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Keys(GroupStep group, ImmutableArray<GroupStep> parts) =>
        group.Key is { } key ? [KeyValuePair.Create(key.Canonical, parts.Select(part => part.Key!.Canonical).ToImmutableArray())] : [];

    private static List<List<Step>> Cut(ImmutableArray<Step> steps, int maxJobs, DiagnosticBag found)
    {
        List<List<Step>> parts = [[]];
        var jobs = 0;
        foreach (var file in InFiles(steps))
        {
            var all = file.Sum(UploadBatches.JobsOf);
            if (jobs + all > maxJobs && all <= maxJobs) Next();
            foreach (var step in file)
            {
                var count = UploadBatches.JobsOf(step);
                if (count > maxJobs) found.Add(UploadBatches.TooLarge(step, count, maxJobs));
                if (jobs + count > maxJobs) Next();
                parts[^1].Add(step);
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

    private static IEnumerable<List<Step>> InFiles(ImmutableArray<Step> steps)
    {
        var file = new List<Step>();
        foreach (var step in steps)
        {
            if (file.Count > 0 && file[^1].Location.Path != step.Location.Path)
            {
                yield return file;
                file = [];
            }

            file.Add(step);
        }

        if (file.Count > 0) yield return file;
    }

    private static GroupStep Part(GroupStep group, List<Step> steps, int number, int count) =>
        (group with { Steps = [.. steps] }).Named(
            $"{group.Label?.Canonical ?? "Tests"}, part {number} of {count}",
            group.Key is { } key && number > 1 ? $"{key.Canonical}-{number}" : null
        );
}
