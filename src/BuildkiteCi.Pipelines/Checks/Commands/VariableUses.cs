using System.Collections.Frozen;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>Which variables a script sets, and which it uses.</summary>
internal static class VariableUses
{
    private static readonly FrozenSet<string> Setters =
    [
        "read",
        "mapfile",
        "readarray",
        "getopts",
        "printf",
        "local",
        "declare",
        "typeset",
        "export",
        "readonly",
        "let",
        "unset",
    ];

    /// <summary>The names that a script sets, or may set, in its own text: assignments, loops, builtins that set
    /// variables.</summary>
    public static HashSet<string> Set(CommandScript script)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in ShellWalk.Nodes(script.Shell.Commands))
        {
            if (node is For { Variable.Literal: { } loop }) set.Add(loop);
            else if (node is SimpleCommand command) set.UnionWith(Set(command));
        }

        return set;
    }

    /// <summary>The names that one command sets.</summary>
    public static IEnumerable<string> Set(SimpleCommand command) =>
        command.Assignments.Select(assignment => assignment.Name)
            .Concat(
                command.Name is { } name && Setters.Contains(name)
                    ? command.Words.Skip(1).Select(word => word.Literal ?? Head(word)).OfType<string>().Select(word => word.Split('=')[0])
                    : []
            );

    /// <summary>The names that one command sets to something made of their own value: <c>NAME=${NAME:-x}</c>, <c>export
    /// PATH=$PATH:/opt</c>.</summary>
    public static IEnumerable<string> Carried(SimpleCommand command) =>
        command.Assignments.Select(assignment => (assignment.Name, assignment.Value))
            .Concat(command.Words.Skip(1).Select(word => (Name: (word.Literal ?? Head(word))?.Split('=')[0] ?? "", Value: word)))
            .Where(one => one.Value.Expansions.OfType<ParameterExpansion>().Any(use => use.Name == one.Name))
            .Select(one => one.Name);

    /// <summary>The names whose values a script looks at before it goes on, so that a missing one is thought of: <c>[ -n "$NAME" ]</c>.
    /// </summary>
    public static IEnumerable<string> Tested(CommandScript script) =>
        ShellWalk.Nodes(script.Shell.Commands)
            .Where(node => node is TestCommand or SimpleCommand { Name: "[" or "test" })
            .SelectMany(ShellWalk.Words)
            .SelectMany(word => word.Expansions)
            .OfType<ParameterExpansion>()
            .Select(use => use.Name);

    /// <summary>The values that a script uses as they are, with no default and nothing done about one that is missing.</summary>
    public static IEnumerable<ParameterExpansion> Plain(CommandScript script) =>
        script.Shell.Text.Contains('$', StringComparison.Ordinal)
            ? ShellWalk.Nodes(script.Shell.Commands)
                .SelectMany(ShellWalk.Words)
                .SelectMany(word => word.Expansions)
                .OfType<ParameterExpansion>()
                .Where(use => use.Operator.Length == 0 && use.Name.Length > 0 && (char.IsAsciiLetter(use.Name[0]) || use.Name[0] == '_'))
            : [];

    // export NAME="$value": the name is in the first part.
    private static string? Head(Word word) => word.Parts is [LiteralText { IsQuoted: false } first, ..] ? first.Value : null;
}
