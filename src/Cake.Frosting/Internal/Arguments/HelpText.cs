using System.Collections.Immutable;
using System.Reflection;

namespace Cake.Frosting.Internal;

internal static class HelpText
{
    /// <summary>How the program is called, the host's options and the targets of this build, a line each.</summary>
    public static IEnumerable<string> For(ImmutableArray<TaskDefinition> tasks) =>
    [
        "USAGE:",
        $"    {Assembly.GetEntryAssembly()?.GetName().Name} [--target=<TARGET>] [OPTIONS] [--name=value ...]",
        "",
        "OPTIONS:",
        .. Columns(HostOption.All.Select(option => (Spelling(option), Help(option)))),
        "",
        "TARGETS:",
        .. Columns(tasks.Select(task => (task.Name, task.Description))),
        "",
        "Any other option goes to the tasks: --name=value, --name value, --name alone, and again for several values.",
        "A value that starts with a dash is written --name=-value.",
    ];

    private static string Help(HostOption option) =>
        option.OtherNames.IsEmpty ? option.Help : $"{option.Help}; also {string.Join(", ", option.OtherNames.Select(name => $"--{name}"))}";

    private static string Spelling(HostOption option) =>
        $"{(option.Short is { } letter ? $"-{letter}, " : "    ")}--{option.Name}{(option.ValueName is { } value ? $" <{value}>" : "")}";

    private static IEnumerable<string> Columns(IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        var width = all.Select(row => row.Left.Length).DefaultIfEmpty().Max();
        return all.Select(row => $"    {row.Left.PadRight(width)}    {row.Right}".TrimEnd());
    }
}
