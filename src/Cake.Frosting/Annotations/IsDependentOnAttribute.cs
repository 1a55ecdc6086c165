using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Runs another task of the build before this one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class IsDependentOnAttribute : Attribute, ITaskDependency
{
    /// <param name="type">The class of the task that runs first; what is no task of the build is reported before any task runs.</param>
    public IsDependentOnAttribute(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Task = type;
    }

    /// <summary>The class of the task that runs first.</summary>
    public Type Task { get; }
}
