using System.Collections.Immutable;
using System.Reflection;

namespace Cake.Frosting.Internal;

/// <summary>What the attributes and overrides of a task's class say about it.</summary>
internal sealed class TaskDefinition
{
    private readonly Type? _base;

    public TaskDefinition(IFrostingTask task)
    {
        Task = task;
        Type = task.GetType();
        _base = BaseOf(Type);
        Name = Type.GetCustomAttribute<TaskNameAttribute>(inherit: false)?.Name ?? Type.Name;
        Description = Type.GetCustomAttribute<TaskDescriptionAttribute>(inherit: false)?.Description ?? string.Empty;
        ContinuesOnError = Type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false);

        var attributes = Type.GetCustomAttributes(inherit: true);
        Dependencies = [.. attributes.OfType<ITaskDependency>().Select(dependency => dependency.Task).Distinct()];
        Dependees = [.. attributes.OfType<IReverseTaskDependency>().Select(dependee => dependee.Task).Distinct()];
    }

    public IFrostingTask Task { get; }

    public Type Type { get; }

    public string Name { get; }

    public string Description { get; }

    public bool ContinuesOnError { get; }

    /// <summary>The tasks that run before this one, as the class names them: not yet known to be tasks at all.</summary>
    public ImmutableArray<Type> Dependencies { get; }

    /// <summary>The tasks that this one runs before, as the class names them: not yet known to be tasks at all.</summary>
    public ImmutableArray<Type> Dependees { get; }

    /// <summary>The type of context the task was written for; null: any.</summary>
    public Type? ContextType => _base?.GetGenericArguments()[0];

    public bool HasWork => Overrides(_base?.GetGenericTypeDefinition() == typeof(FrostingTask<>) ? "Run" : nameof(IFrostingTask.RunAsync));

    public bool HasCriterion => Overrides(nameof(IFrostingTask.ShouldRun));

    public bool HandlesErrors => Overrides(nameof(IFrostingTask.OnError));

    public bool HasFinally => Overrides(nameof(IFrostingTask.Finally));

    // A class that implements the interface by itself has written every member of it.
    private bool Overrides(string member)
    {
        if (_base?.GetMethod(member) is not { } original) return true;
        var parameters = original.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        return Type.GetMethod(member, parameters)!.DeclaringType != _base;
    }

    private static Type? BaseOf(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (!ancestor.IsGenericType) continue;
            var definition = ancestor.GetGenericTypeDefinition();
            if (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>)) return ancestor;
        }

        return null;
    }
}
