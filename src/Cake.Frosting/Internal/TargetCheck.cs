namespace Cake.Frosting.Internal;

internal static class TargetCheck
{
    /// <summary>A line for each of <paramref name="targets"/> that is no task, with the task that was probably meant where one is
    /// near.</summary>
    public static IEnumerable<string> Unknown(IEnumerable<string> targets, TaskGraph graph) =>
        from target in targets
        where !graph.Has(target)
        let near = graph.Tasks.Select(task => task.Name).Where(name => Edits(target, name) <= Math.Max(1, target.Length / 3))
            .MinBy(name => Edits(target, name))
        select $"The target '{target}' was not found.{(near is null ? "" : $" Did you mean '{near}'?")}";

    // Levenshtein's distance, without regard to case, one row at a time.
    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1])));
            }
        }

        return row[^1];
    }
}
