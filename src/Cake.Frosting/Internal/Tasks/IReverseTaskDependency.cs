namespace Cake.Frosting.Internal;

/// <summary>An attribute that names a task which runs after the one that carries it.</summary>
internal interface IReverseTaskDependency
{
    Type Task { get; }
}
