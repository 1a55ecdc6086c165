using System.Reflection;
using Cake.Frosting;

namespace Build.Options;

/// <summary>All targets of this build, read off their classes.</summary>
internal static class TaskTable
{
    public static TaskRow? Find(string name) =>
        All().FirstOrDefault(task => string.Equals(task.Name, name, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<TaskRow> All() =>
        typeof(TaskTable).Assembly.GetTypes()
            .Where(type => typeof(IFrostingTask).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => new TaskRow(
                type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name,
                type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "",
                [.. type.GetCustomAttributes<OptionAttribute>()]))
            .OrderBy(task => task.Name, StringComparer.Ordinal);
}

/// <summary>A target as the help and the option check see it.</summary>
internal sealed record TaskRow(string Name, string Description, OptionAttribute[] Options);
