namespace Cake.Frosting.Internal;

internal static class TaskCircles
{
    /// <summary>Circles among <paramref name="tasks"/> by what runs <paramref name="before"/> each, each as its path with the first task
    /// repeated at the end: enough of them to break every circle.</summary>
    public static IReadOnlyList<IReadOnlyList<TaskDefinition>> In(
        IEnumerable<TaskDefinition> tasks, Func<TaskDefinition, IReadOnlyList<TaskDefinition>> before)
    {
        var circles = new List<IReadOnlyList<TaskDefinition>>();
        var done = new HashSet<TaskDefinition>();
        var path = new List<TaskDefinition>();
        foreach (var task in tasks) Visit(task);
        return circles;

        void Visit(TaskDefinition task)
        {
            if (done.Contains(task)) return;
            if (path.IndexOf(task) is var start and >= 0)
            {
                circles.Add([.. path[start..], task]);
                return;
            }

            path.Add(task);
            foreach (var first in before(task)) Visit(first);
            path.RemoveAt(path.Count - 1);
            done.Add(task);
        }
    }
}
