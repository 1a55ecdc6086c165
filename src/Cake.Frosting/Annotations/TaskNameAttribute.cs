namespace Cake.Frosting;

/// <summary>Names a task; without it a task has the name of its class. Names are compared without regard to case.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TaskNameAttribute : Attribute
{
    /// <param name="name">What is typed after <c>--target=</c>.</param>
    public TaskNameAttribute(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>What is typed after <c>--target=</c>.</summary>
    public string Name { get; }
}
