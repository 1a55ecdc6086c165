using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J003: a command line in quotes.</summary>
internal sealed class QuotedCommandLine : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "J003",
            Severity.Error,
            "A whole command line is quoted as one word",
            "steps:\n  - command: '\"python3 -m pytest tests/models\"'\n",
            "steps:\n  - command: python3 -m pytest tests/models\n"
        )
        {
            Why =
                "Quotes around the whole line make it the name of a program, which does not exist (status 127): the stage failed on both "
                    + "generations for a night.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        foreach (var command in script.Commands)
        {
            if (command.Words is not [{ IsQuoted: true } word] || word.Literal is not { } text || !command.Assignments.IsEmpty) continue;
            var name = text.Split(' ')[0];
            if (
                text.Contains(' ', StringComparison.Ordinal)
                && name.Length > 0
                && name.All(character => char.IsAsciiLetterOrDigit(character) || "_-./".Contains(character))
            )
                found.Add(
                    Rule,
                    script.LocationAt(word.Start),
                    $"'{(text.Length > 40 ? text[..40] + "…" : text)}' is one word, so the shell looks for a program of that name",
                    "remove the quotes around the line"
                );
        }
    }
}
