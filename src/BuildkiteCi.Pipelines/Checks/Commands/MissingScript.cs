namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>R001: a script that is not there.</summary>
internal sealed class MissingScript : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "R001",
            Severity.Error,
            "A command runs a script, or reads a list, that the repository does not hold",
            "steps:\n  - command: .buildkite/scripts/run_in_doker.sh make test\n",
            "steps:\n  - command: .buildkite/scripts/run_in_docker.sh make test\n"
        )
        {
            Why =
                "A script was renamed and one of the steps that call it was not: it failed with 'No such file or directory' in the night, "
                    + "on the machine that had waited for it for an hour.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (!paths.IsKnown) return;
        foreach (var use in script.Uses(paths))
        {
            if (use.Kind is not (PathUse.Script or PathUse.Requirements) || use.Path is not { Length: > 0 } path || paths.Exists(path))
                continue;
            var (isOurs, near) = paths.Missing(path);
            // Where a file of that name is made or fetched first, or its folder is none of ours, it may well be there in time.
            if (
                !isOurs
                || near is null && (use.IsWrapped || !path.StartsWith(".buildkite/", StringComparison.Ordinal))
                || IsMade(script, path)
            )
                continue;
            found.Add(
                new Diagnostic(
                    Rule,
                    script.LocationAt(use.Word.Start),
                    $"the repository has no '{path}'",
                    near is null ? "write the path of a file that is there" : $"did you mean '{near}'?"
                )
                {
                    Edit = use.Renamed(script, near),
                }
            );
        }
    }

    private static bool IsMade(CommandScript script, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var first = script.Shell.Text.IndexOf(name, StringComparison.Ordinal);
        return first >= 0 && script.Shell.Text.IndexOf(name, first + name.Length, StringComparison.Ordinal) >= 0;
    }
}
