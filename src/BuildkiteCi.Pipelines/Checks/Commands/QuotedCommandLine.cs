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
            if (!command.Assignments.IsEmpty) continue;
            if (command.Words is [var whole] && IsLine(whole))
                Report(script, whole, "the shell", found);
            else if (
                command.Words is [{ Literal: { } name }, var only]
                && IsLine(only)
                && paths.StartsContainerWithArguments(name, script.Folder)
            )
                Report(script, only, "the container", found);
        }
    }

    private static bool IsLine(Word word)
    {
        if (!word.IsQuoted || word.Literal is not { } text || !text.Contains(' ', StringComparison.Ordinal)) return false;
        var name = text.Split(' ')[0];
        return name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "_-./".Contains(character));
    }

    private void Report(CommandScript script, Word word, string who, DiagnosticBag found)
    {
        var text = word.Literal!;
        found.Add(
            Rule,
            script.LocationAt(word.Start),
            $"'{(text.Length > 40 ? text[..40] + "…" : text)}' is one word, so {who} looks for a program of that name",
            "remove the quotes around the line"
        );
    }
}
