namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>R003: a test that its file does not hold.</summary>
internal sealed class MissingTest : CommandRule
{
    public override Rule Rule { get; } = new(
        "R003", Severity.Error, "A command names a test that its file does not hold",
        "steps:\n  - command: python3 -m pytest tests/models/test_llama.py::test_lods\n",
        "steps:\n  - command: python3 -m pytest tests/models/test_llama.py::test_loads\n")
    {
        Why = "A test function was renamed: pytest found nothing behind '::', ended with status 4, and the feature counted as failing.",
    };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (!paths.IsKnown) return;
        foreach (var use in script.Uses(paths))
        {
            if (
                use.Nodes.Length == 0
                || use.Path is not { } path
                || !path.EndsWith(".py", StringComparison.Ordinal)
                || paths.Names(path) is not { } names
            )
                continue;
            foreach (var (node, index) in use.Nodes.Select((node, index) => (node.Split('[')[0], index)))
            {
                if (names.Contains(node)) continue;
                var near = Spelling.Nearest(node, names.Order(StringComparer.Ordinal));
                // A class may have inherited its tests from another file.
                if (index > 0 && near is null) break;
                found.Add(
                    Rule,
                    script.LocationAt(use.Word.Start),
                    $"'{path}' has no '{node}'",
                    near is null ? "write the name of a test that is there" : $"did you mean '{near}'?"
                );
                break;
            }
        }
    }
}
