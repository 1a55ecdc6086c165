using System.Collections.Frozen;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J004: tests whose failure nobody sees.</summary>
internal sealed class HiddenFailure : CommandRule
{
    private static readonly FrozenSet<string> Passing = ["tee", "cat", "tail", "ts", "sed", "awk", "head"];

    public override Rule Rule { get; } =
        new(
            "J004",
            Severity.Warning,
            "Tests are run so that their failure does not fail the job",
            "steps:\n  - command: python3 -m pytest tests/models | tee pytest.log\n",
            "steps:\n  - command: set -o pipefail; python3 -m pytest tests/models | tee pytest.log\n"
        )
        {
            Why =
                "The exit status of a pipe is that of its last command, and the agent's shell does not set pipefail: a model counted as "
                    + "passing for as long as 'tee' could write. "
                + "The same holds for '|| true' behind the tests.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        foreach (var node in script.Shell.Commands.SelectMany(item => Statements(item.Command)))
        {
            if (
                node is AndOr { IsAnd: false, Right: SimpleCommand { Name: "true" or ":" } right } pair
                && Last(pair.Left) is { } tests
                && CommandWords.RunsTests(tests)
            )
                found.Add(
                    Rule,
                    script.LocationAt(right.Start),
                    $"'|| {right.Name}' makes the tests before it pass, whatever they find",
                    "remove it, or keep the status: '|| status=$?'"
                );
            if (
                node is Pipeline { Commands: [SimpleCommand first, ..] } pipeline
                && pipeline.Commands.Length > 1
                && !script.HasPipefail
                && CommandWords.RunsTests(first)
                && pipeline.Commands[^1] is SimpleCommand { Name: { } name } last && Passing.Contains(name))
                found.Add(
                    Rule,
                    script.LocationAt(last.Start),
                    $"the status of the tests is lost: '{name}' at the pipe's end decides",
                    "write 'set -o pipefail' before"
                );
        }
    }

    // Not those in substitutions: their output is wanted, and their status nobody's.
    private static IEnumerable<ShellCommand> Statements(ShellCommand command) =>
        ShellWalk.Children(command).SelectMany(Statements).Prepend(command);

    private static SimpleCommand? Last(ShellCommand command) => command switch
    {
        SimpleCommand simple => simple,
        AndOr pair => Last(pair.Right),
        Pipeline { Commands.IsEmpty: false } pipeline => Last(pipeline.Commands[^1]),
        _ => null,
    };
}
