using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Runs this task before another one of the build, without a change to that one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class IsDependeeOfAttribute : Attribute, IReverseTaskDependency
{
    /// <param name="type">The class of the task that runs later; what is no task of the build is reported before any task runs.</param>
    public IsDependeeOfAttribute(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Task = type;
    }

    /// <summary>The class of the task that runs later.</summary>
    public Type Task { get; }
}
