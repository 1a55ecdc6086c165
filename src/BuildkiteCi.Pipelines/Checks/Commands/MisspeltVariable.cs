using System.Collections.Frozen;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J006: a variable that nothing sets beside one of nearly that name.</summary>
internal sealed class MisspeltVariable : CommandRule
{
    private const int Shortest = 6;

    private static readonly FrozenSet<string> Readers =
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
    ];

    public override Rule Rule { get; } =
        new(
            "J006",
            Severity.Warning,
            "A command uses a variable that nothing sets, and one of nearly that name is set",
            "steps:\n  - command: make test BROWSER=\"$$BROWSER_NAEM\"\n    env: { BROWSER_NAME: firefox }\n",
            "steps:\n  - command: make test BROWSER=\"$$BROWSER_NAME\"\n    env: { BROWSER_NAME: firefox }\n"
        )
        {
            Why =
                "A misspelt variable is empty and no error: the tests ran with the default model, passed, and the feature's row was about "
                    + "another model than its name.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        // A file may be run from places that are not known here.
        if (script.Path is not null || script.Variables.Count == 0 || script.Shell.Problem is not null) return;
        var set = script.Variables.Concat(script.Commands.SelectMany(Set)).ToHashSet(StringComparer.Ordinal);
        foreach (
            var use in ShellWalk
                .Nodes(script.Shell.Commands)
                .SelectMany(ShellWalk.Words)
                .SelectMany(word => word.Expansions)
                .OfType<ParameterExpansion>()
        )
        {
            if (
                use.Operator.Length > 0
                || use.Name.Length < Shortest
                || !use.Name.All(character => char.IsAsciiLetterUpper(character) || character == '_')
                || set.Contains(use.Name)
            )
                continue;
            if (
                use.Name.StartsWith("BUILDKITE", StringComparison.Ordinal)
                || Spelling.Nearest(use.Name, script.Variables.Where(name => IsAlike(name, use.Name)).Order(StringComparer.Ordinal))
                    is not { } near
            )
                continue;
            found.Add(Rule, script.LocationAt(use.Start), $"nothing sets '{use.Name}' here", $"did you mean '{near}'?");
        }
    }

    // The same letters but for two: a plural or another number is another variable.
    private static bool IsAlike(string name, string used) =>
        name.Length >= Shortest && Math.Abs(name.Length - used.Length) <= 1 && name.TrimEnd('S') != used.TrimEnd('S') && name[0] == used[0]
        && name.Where(char.IsAsciiLetterUpper).Except(used).Count() + used.Where(char.IsAsciiLetterUpper).Except(name).Count() <= 1;

    private static IEnumerable<string> Set(SimpleCommand command) =>
        command.Assignments.Select(assignment => assignment.Name)
            .Concat(
                command.Name is { } name && Readers.Contains(name)
                    ? command.Words.Skip(1).Select(word => word.Literal?.Split('=')[0]).OfType<string>()
                    : []
            );
}
