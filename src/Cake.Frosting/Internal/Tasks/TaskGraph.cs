using System.Collections.Immutable;

namespace Cake.Frosting.Internal;

/// <summary>The tasks of a build and what runs before what. Nothing is thrown: <see cref="Problems"/> holds all that is wrong.</summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<Type, TaskDefinition> _byType;
    private readonly Dictionary<TaskDefinition, List<TaskDefinition>> _before = [];
    private readonly Dictionary<Type, string> _leftOut = [];
    private readonly List<GraphProblem> _problems = [];

    /// <param name="tasks">Of several of one class the first counts.</param>
    /// <param name="context">The type of the build's context; tasks for another one are left out. Null: it is not known.</param>
    public TaskGraph(IEnumerable<IFrostingTask> tasks, Type? context = null)
    {
        var all = tasks.DistinctBy(task => task.GetType()).Select(task => new TaskDefinition(task)).ToList();
        foreach (var task in all.Where(task => context is not null && task.ContextType?.IsAssignableFrom(context) == false))
            _leftOut.Add(task.Type, ContextOfType.Mismatch($"Task '{task.Name}'", task.ContextType!, context!));
        Tasks = [.. all.Where(task => !_leftOut.ContainsKey(task.Type))];
        _byType = Tasks.ToDictionary(task => task.Type);
        foreach (var task in Tasks) _before.Add(task, []);

        CheckNames();
        foreach (var task in Tasks) Connect(task);
        _problems.AddRange(
            TaskCircles
                .In(Tasks, Before)
                .Select(circle => new GraphProblem(
                    $"The tasks {string.Join(" -> ", circle.Select(task => $"'{task.Name}'"))} depend on one another in a circle; remove "
                        + "one of these dependencies"
                ))
        );
    }

    public ImmutableArray<TaskDefinition> Tasks { get; }

    /// <summary>Why tasks of the build are not among <see cref="Tasks"/>, a line each.</summary>
    public IReadOnlyCollection<string> LeftOut => _leftOut.Values;

    /// <summary>Wrong names and dependencies first, then circles.</summary>
    public IReadOnlyList<GraphProblem> Problems => _problems;

    /// <summary>What runs directly before <paramref name="task"/>, in the order in which the tasks of the build declare it.</summary>
    public IReadOnlyList<TaskDefinition> Before(TaskDefinition task) => _before[task];

    public bool Has(string name) => Tasks.Any(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void CheckNames() =>
        _problems.AddRange(
            from task in Tasks
            group task by task.Name.ToUpperInvariant() into same
            where same.Count() > 1
            select new GraphProblem(
                $"The name '{same.First().Name}' is used by {string.Join(" and ", same.Select(task => $"'{task.Type}'"))}; give each a "
                    + "[TaskName] of its own"
            )
        );

    private void Connect(TaskDefinition task)
    {
        foreach (var type in task.Dependencies)
        {
            if (Find(type, "dependency", $"Task '{task.Name}' depends on '{type}'") is { } first) Add(first, task);
        }

        foreach (var type in task.Dependees)
        {
            if (Find(type, "reverse dependency", $"Task '{task.Name}' is a dependee of '{type}'") is { } later) Add(task, later);
        }
    }

    private void Add(TaskDefinition first, TaskDefinition later)
    {
        if (!_before[later].Contains(first)) _before[later].Add(first);
    }

    private TaskDefinition? Find(Type type, string role, string statement)
    {
        if (_byType.TryGetValue(type, out var task)) return task;
        _problems.Add(
            _leftOut.TryGetValue(type, out var reason) ? new($"{statement}, which is left out: {reason}")
            : typeof(IFrostingTask).IsAssignableFrom(type)
                ? new(
                    $"{statement}, which is not among the tasks of this build; it must be public, not abstract, and in the entry assembly "
                        + "or one given to AddAssembly"
                )
            : new($"The {role} '{type.Name}' is not a valid task.", $"{statement}; a task derives from FrostingTask or AsyncFrostingTask"));
        return null;
    }
}
