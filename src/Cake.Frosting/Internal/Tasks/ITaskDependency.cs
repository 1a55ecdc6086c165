namespace Cake.Frosting.Internal;

/// <summary>An attribute that names a task which runs before the one that carries it.</summary>
internal interface ITaskDependency
{
    Type Task { get; }
}
