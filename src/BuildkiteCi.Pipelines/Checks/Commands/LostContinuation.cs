using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J002: a line that was to go on in the next one.</summary>
internal sealed class LostContinuation : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "J002",
            Severity.Error,
            "A line of a command does not go on in the next one as it was meant to",
            "steps:\n  - command: |\n      python3 -m pytest tests/models\n        --durations=10\n",
            "steps:\n  - command: |\n      python3 -m pytest tests/models \\\n        --durations=10\n"
        )
        {
            Why =
                "A backslash at a line's end was lost, doubled, followed by a blank, or folded away by YAML's '>': the options of the next "
                    + "line became a command of their own, "
                + "which nobody finds (status 127), or arguments that begin with a blank.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        var text = script.Shell.Text;
        var followsTests = false;
        foreach (var command in script.Commands)
        {
            if (command.Words.IsEmpty) continue;
            if (
                command.Words[0] is { Literal: { } option } first
                && (option.StartsWith("--", StringComparison.Ordinal) && option.Length > 2 || followsTests && IsOfTests(option))
                && BeginsLine(text, first.Start)
            )
                found.Add(
                    new Diagnostic(
                        Rule,
                        script.LocationAt(first.Start),
                        $"'{option}' is run as a command",
                        "end the line before it with a backslash"
                    )
                    {
                        Edit = EndLineBefore(script, first.Start),
                    }
                );
            foreach (var word in command.Words)
            {
                if (
                    word.Parts is [LiteralText { Value: " ", IsQuoted: true } blank, ..]
                    && (word.Parts.Length == 1 || blank.End - blank.Start == 2)
                    && text[blank.Start] == '\\'
                )
                    found.Add(
                        new Diagnostic(
                            Rule,
                            script.LocationAt(blank.Start),
                            "a blank follows the backslash, so it is an argument and the line does not go on",
                            "remove the blank; write '|' instead of '>' where YAML joined the lines"
                        )
                        {
                            Edit =
                                blank.End < text.Length && text[blank.End] == '\n'
                                    ? new TextEdit(script.LocationAt(blank.Start), "\\ ", "\\")
                                    : null,
                        }
                    );
            }

            var last = command.Words[^1];
            if (
                last.Parts is [.., LiteralText { Value: "\\", IsQuoted: true }]
                && last.End < text.Length
                && text[last.End] == '\n'
                && (last.Parts.Length == 1 || NextLineIsOption(text, last.End + 1))
            )
                found.Add(
                    new Diagnostic(
                        Rule,
                        script.LocationAt(last.End - 2),
                        "two backslashes are one of text, so the line does not go on",
                        "write one backslash"
                    )
                    {
                        Edit = new TextEdit(script.LocationAt(last.End - 2), "\\\\", "\\"),
                    }
                );
            followsTests = CommandWords.RunsTests(command);
            if (
                command is { Words: [{ Literal: { } alone }], Assignments.IsEmpty: true }
                && paths.StartsContainerWithArguments(alone, script.Folder)
                && DeeperBehind(text, command) is { } next
            )
                found.Add(
                    new Diagnostic(
                        Rule,
                        script.LocationAt(command.Words[0].Start),
                        $"'{alone}' starts a container with its arguments and has none; the next line is run outside of it",
                        "end the line with a backslash"
                    )
                    {
                        Edit = EndLineBefore(script, next),
                    }
                );
        }
    }

    // Where the line behind a command begins that is alone on its own, if it is indented deeper than that.
    private static int? DeeperBehind(string text, SimpleCommand command)
    {
        var (start, end) = (command.Words[0].Start, command.Words[0].End);
        if (end >= text.Length || text[end] != '\n' || !(start == 0 || BeginsLine(text, start))) return null;
        var own = start - (text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1);
        var line = text.AsSpan(end + 1);
        var indented = line.Length - line.TrimStart(' ').Length;
        return indented > own && indented < line.Length && line[indented] is not ('\n' or '#') ? end + 1 + indented : null;
    }

    // What follows pytest and is no program.
    private static bool IsOfTests(string word) =>
        word is ['-', not '-', ..]
        || word.Contains("::", StringComparison.Ordinal)
        || word.EndsWith(".py", StringComparison.Ordinal) && !word.StartsWith('.');

    // The whole line is named, so that a place that is not quite known changes nothing.
    private static TextEdit? EndLineBefore(CommandScript script, int at)
    {
        var text = script.Shell.Text;
        var end = text.LastIndexOf('\n', Math.Max(at - 1, 0));
        var start = end <= 0 ? 0 : text.LastIndexOf('\n', end - 1) + 1;
        var line = text[start..Math.Max(start, end)];
        var trimmed = line.Trim();
        return trimmed.Length == 0 || trimmed.Length != line.TrimStart().Length || trimmed.Contains('#', StringComparison.Ordinal) ? null
            : new TextEdit(script.LocationAt(start + line.Length - line.TrimStart().Length), trimmed, $"{trimmed} \\");
    }

    private static bool BeginsLine(string text, int at)
    {
        var line = text.LastIndexOf('\n', Math.Max(at - 1, 0));
        return line >= 0 && text.AsSpan(line + 1, at - line - 1).Trim().IsEmpty;
    }

    private static bool NextLineIsOption(string text, int at) => text.AsSpan(at).TrimStart(" \t").StartsWith("-");
}
