using System.Collections.Immutable;

namespace Cake.Frosting.Internal;

/// <summary>The tasks of a build and what runs before what. Nothing is thrown: <see cref="Problems"/> holds all that is wrong.</summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<Type, TaskDefinition> _byType;
    private readonly Dictionary<TaskDefinition, List<TaskDefinition>> _before = [];
    private readonly List<string> _problems = [];

    public TaskGraph(IEnumerable<IFrostingTask> tasks)
    {
        Tasks = [.. tasks.DistinctBy(task => task.GetType()).Select(task => new TaskDefinition(task))];
        _byType = Tasks.ToDictionary(task => task.Type);
        foreach (var task in Tasks) _before.Add(task, []);

        CheckNames();
        foreach (var task in Tasks) Connect(task);
        _problems.AddRange(TaskCircles.In(Tasks, Before).Select(circle =>
            $"The tasks {string.Join(" -> ", circle.Select(task => $"'{task.Name}'"))} depend on one another in a circle; remove one of these dependencies"));
    }

    public ImmutableArray<TaskDefinition> Tasks { get; }

    /// <summary>Wrong names and dependencies first, then circles.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What runs directly before <paramref name="task"/>, in the order in which the tasks of the build declare it.</summary>
    public IReadOnlyList<TaskDefinition> Before(TaskDefinition task) => _before[task];

    public bool Has(string name) => Tasks.Any(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void CheckNames() =>
        _problems.AddRange(
            from task in Tasks
            group task by task.Name.ToUpperInvariant() into same
            where same.Count() > 1
            select $"The name '{same.First().Name}' is used by {string.Join(" and ", same.Select(task => $"'{task.Type}'"))}; give each a [TaskName] of its own");

    private void Connect(TaskDefinition task)
    {
        foreach (var type in task.Dependencies)
        {
            if (Find(type, $"Task '{task.Name}' depends on '{type}'") is { } first) Add(first, task);
        }

        foreach (var type in task.Dependees)
        {
            if (Find(type, $"Task '{task.Name}' is a dependee of '{type}'") is { } later) Add(task, later);
        }
    }

    private void Add(TaskDefinition first, TaskDefinition later)
    {
        if (!_before[later].Contains(first)) _before[later].Add(first);
    }

    private TaskDefinition? Find(Type type, string statement)
    {
        if (_byType.TryGetValue(type, out var task)) return task;
        _problems.Add(typeof(IFrostingTask).IsAssignableFrom(type)
            ? $"{statement}, which is not among the tasks of this build; it must be public, not abstract, and in the entry assembly or one given to AddAssembly"
            : $"{statement}, which is not a task; a task derives from FrostingTask or AsyncFrostingTask");
        return null;
    }
}
