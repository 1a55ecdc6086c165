namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J006: a variable that nothing sets beside one of nearly that name.</summary>
internal sealed class MisspeltVariable : CommandRule
{
    private const int Shortest = 6;

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
        HashSet<string>? set = null;
        foreach (var use in VariableUses.Plain(script))
            if (
                !script.Variables.Contains(use.Name)
                && Meant(use.Name, script) is { } near
                && !(set ??= VariableUses.Set(script)).Contains(use.Name)
            )
                found.Add(Rule, script.LocationAt(use.Start), $"nothing sets '{use.Name}' here", $"did you mean '{near}'?");
    }

    /// <summary>The variable of the step or its pipeline that a name was probably meant to be; null where none is near enough.</summary>
    public static string? Meant(string name, CommandScript script) =>
        name.Length >= Shortest
        && name.All(character => char.IsAsciiLetterUpper(character) || character == '_')
        && !name.StartsWith("BUILDKITE", StringComparison.Ordinal)
            ? Spelling.Nearest(name, script.Variables.Where(other => IsAlike(other, name)).Order(StringComparer.Ordinal))
            : null;

    // The same letters but for two: a plural or another number is another variable.
    private static bool IsAlike(string name, string used) =>
        name.Length >= Shortest && Math.Abs(name.Length - used.Length) <= 1 && name.TrimEnd('S') != used.TrimEnd('S') && name[0] == used[0]
        && name.Where(char.IsAsciiLetterUpper).Except(used).Count() + used.Where(char.IsAsciiLetterUpper).Except(name).Count() <= 1;
}
