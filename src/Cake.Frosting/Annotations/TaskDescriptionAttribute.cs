namespace Cake.Frosting;

/// <summary>What a task does, for <c>--description</c> and <c>--help</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class TaskDescriptionAttribute : Attribute
{
    /// <param name="description">One line for people.</param>
    public TaskDescriptionAttribute(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
    }

    /// <summary>One line for people.</summary>
    public string Description { get; }
}
