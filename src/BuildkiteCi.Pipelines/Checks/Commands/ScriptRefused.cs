namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J001: bash cannot read it.</summary>
internal sealed class ScriptRefused : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "J001",
            Severity.Error,
            "Bash cannot read a command or a script that it runs",
            "steps:\n  - command: python3 -m pytest -k 'not slow tests/\n",
            "steps:\n  - command: python3 -m pytest -k 'not slow' tests/\n"
        )
        {
            Why =
                "A quote was lost while a command was edited: every job of the night ended after a second, as a failure of the test. "
                + "Worse is a malformed [[ … ]] or for ((…): bash leaves out the whole rest of the script and ends with status 0, so the "
                + "night was green.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (script.Shell.Problem is { Kind: not Shell.ShellProblemKind.TooDeep } problem)
            found.Add(Rule, script.LocationAt(problem.Offset), problem.Message, problem.Fix);
    }
}
