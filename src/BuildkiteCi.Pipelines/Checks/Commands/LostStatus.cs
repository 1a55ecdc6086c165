using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J005: tests that fail before a command that passes.</summary>
internal sealed class LostStatus : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "J005",
            Severity.Warning,
            "Tests are followed by a command whose status counts instead of theirs",
            "steps:\n  - command: docker run image bash -c 'pytest tests/models; echo done'\n",
            "steps:\n  - command: docker run image bash -c 'pytest tests/models && echo done'\n"
        )
        {
            Why =
                "The agent's own shell ends at the first failure, but 'bash -c' and scripts without 'set -e' go on and end with the status "
                    + "of their last command: "
                + "a model's tests failed for weeks and its row showed Passing, because the container's last command was an 'echo'.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        var items = script.Shell.Commands;
        // Who looks at a status anywhere may well look at this one.
        if (
            script.StopsAtFailure
            || script.Shell.Problem is not null
            || script.Shell.Text.Contains("$?", StringComparison.Ordinal)
            || script.Shell.Text.Contains("PIPESTATUS", StringComparison.Ordinal)
        )
            return;
        for (var i = 0; i + 1 < items.Length; i++)
        {
            if (items[i].InBackground || Tests(items[i].Command) is not { } tests) continue;
            var last = items[^1].Command;
            // What makes the status its own, or passes it on.
            if (
                last is SimpleCommand { Name: "exit" or "return" or "wait" or "exec" } end
                && (end.Name != "exit" || end.Words is not [_, { Literal: "0" }])
            )
                continue;
            found.Add(
                Rule,
                script.LocationAt(tests.Start),
                "a failure of these tests is lost: the shell goes on and ends with the status of its last command",
                "write 'set -e' before them, or '&&' behind them"
            );
        }
    }

    private static SimpleCommand? Tests(ShellCommand command) => command switch
    {
        SimpleCommand simple when CommandWords.RunsTests(simple) && !CommandWords.Inline(simple).Any() => simple,
        AndOr { IsAnd: true } pair => Tests(pair.Right),
        _ => null,
    };
}
