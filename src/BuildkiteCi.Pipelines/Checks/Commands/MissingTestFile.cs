namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>R002: a test file that is not there.</summary>
internal sealed class MissingTestFile : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "R002",
            Severity.Error,
            "A command names a test file or folder that the repository does not hold",
            "steps:\n  - command: python3 -m pytest tests/models/test_lama.py\n",
            "steps:\n  - command: python3 -m pytest tests/models/test_llama.py\n"
        )
        {
            Why =
                "A test file was renamed while a step still named it: pytest ended with status 4 and the model's row showed Failing until "
                    + "somebody read the log. "
                + "A stale --ignore is the same the other way: the tests it was to leave out ran again.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (!paths.IsKnown) return;
        foreach (var use in script.Uses(paths))
        {
            if (use.Kind is not (PathUse.Test or PathUse.Ignored) || use.Path is not { Length: > 0 } path || paths.Exists(path)) continue;
            if (path.AsSpan().IndexOfAny("*?[{") >= 0)
            {
                if (use.Kind == PathUse.Test && paths.MatchesNothing(path))
                    found.Add(
                        Rule,
                        script.LocationAt(use.Word.Start),
                        $"no file of the repository matches '{path}', so the tests get the pattern itself",
                        "write a pattern that matches, or remove it"
                    );
                continue;
            }

            var (isOurs, near) = paths.Missing(path);
            if (!isOurs) continue;
            var message =
                use.Kind == PathUse.Ignored
                    ? $"'--ignore' leaves out '{path}', which the repository does not hold"
                    : $"the repository has no '{path}'";
            found.Add(
                new Diagnostic(
                    Rule,
                    script.LocationAt(use.Word.Start),
                    message,
                    near is null ? "write the path of a test that is there" : $"did you mean '{near}'?"
                )
                {
                    Edit = near is null || !Holds(near, use, paths) ? null : use.Renamed(script, near),
                    Severity = use.Kind == PathUse.Ignored ? Severity.Warning : Rule.Severity,
                }
            );
        }
    }

    // A file of that name elsewhere is the one that was meant where it has the tests, too.
    private static bool Holds(string path, PathUse use, RepositoryPaths paths) =>
        use.Nodes.All(node => paths.Names(path)?.Contains(node.Split('[')[0]) == true);
}
