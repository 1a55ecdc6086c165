using System.Collections.Frozen;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>Finds the paths that a script's commands name; follows <c>cd</c>.</summary>
internal static class PathUses
{
    // Options of pytest whose value is a word of its own and no test.
    private static readonly FrozenSet<string> WithValue =
    [
        "-k",
        "-m",
        "-n",
        "-p",
        "-c",
        "-o",
        "-W",
        "-r",
        "--rootdir",
        "--junitxml",
        "--junit-xml",
        "--cov",
        "--cov-report",
        "--cov-config",
        "--durations",
        "--timeout",
        "--maxfail",
        "--dist",
        "--confcutdir",
        "--basetemp",
        "--log-level",
        "--tb",
        "--deselect",
    ];

    /// <summary>The paths, in the order in which they are named.</summary>
    public static IEnumerable<PathUse> Of(CommandScript script, RepositoryPaths paths)
    {
        var folder = script.Folder;
        foreach (var command in script.Commands)
        {
            if (command.Name == "cd")
            {
                folder = command.Words.Length > 1 && command.Words[1].Literal is { } to ? paths.Resolve(to, folder) : null;
                continue;
            }

            foreach (var (file, isWrapped) in CommandWords.Scripts(command))
                yield return Use(file, file.Literal!, PathUse.Script, isWrapped);
            foreach (var use in Tests(command)) yield return use;
            for (var i = 2; i + 1 < command.Words.Length; i++)
                if (
                    command.Words[i].Literal is "-r" or "--requirement"
                    && command.Words[..i].Any(word => word.Literal is "install")
                    && command.Words[i + 1].Literal is { } list
                )
                    yield return Use(command.Words[i + 1], list, PathUse.Requirements, false);
        }

        IEnumerable<PathUse> Tests(SimpleCommand command)
        {
            var start = CommandWords.Pytest(command);
            var isWrapped = start > 3;
            // A script of the repository may hand its arguments to pytest.
            if (
                start < 0
                && CommandWords.Scripts(command).FirstOrDefault(one => !one.IsWrapped).File is { Literal: { } name } file
                && paths.RunsPytestWithArguments(name, folder)
            )
                start = command.Words.IndexOf(file) + 1;
            if (start < 0) yield break;
            for (var i = start; i < command.Words.Length; i++)
            {
                if (Text(command.Words[i]) is not { } text) continue;
                if (text is "--ignore" && i + 1 < command.Words.Length && command.Words[i + 1].Literal is { } ignored)
                    yield return Use(command.Words[++i], ignored, PathUse.Ignored, isWrapped);
                else if (text.StartsWith("--ignore=", StringComparison.Ordinal))
                    yield return Use(command.Words[i], text["--ignore=".Length..], PathUse.Ignored, isWrapped);
                else if (WithValue.Contains(text))
                    i++;
                else if (!text.StartsWith('-') && !IsPath(text) && !CommandWords.IsOption(command.Words[i - 1]) && IsNearly(text, isWrapped))
                    yield return Use(command.Words[i], text, PathUse.Test, isWrapped);
                else if (
                    !text.StartsWith('-')
                    && IsPath(text)
                )
                    yield return Use(command.Words[i], text, PathUse.Test, isWrapped);
            }
        }

        static bool IsPath(string text) =>
            text.Contains('/', StringComparison.Ordinal)
            || text.EndsWith(".py", StringComparison.Ordinal)
            || text.Contains("::", StringComparison.Ordinal);

        // A bare word may be the value of an option that is not known here; one that is nearly a folder's name is not.
        bool IsNearly(string text, bool isWrapped) =>
            paths.Resolve(text, isWrapped || script.IsWrapped ? "" : folder) is { Length: > 0 } path
            && !paths.Exists(path)
            && paths.Missing(path).Near is { } near
            && near.Split('/').Length == path.Split('/').Length;

        // A pattern that the shell replaces is no literal.
        static string? Text(Word word) =>
            word.Literal
            ?? (
                word.Parts.All(part => part is LiteralText)
                    ? string.Concat(word.Parts.Cast<LiteralText>().Select(part => part.Value))
                    : null
            );

        PathUse Use(Word word, string text, string kind, bool isWrapped)
        {
            var parts = kind == PathUse.Test ? text.Split("::") : [text];
            // What a wrapper starts runs where it likes; the repository's root is the usual place.
            var from = isWrapped || script.IsWrapped ? "" : folder;
            return new PathUse(word, parts[0], paths.Resolve(parts[0], from), from, kind, isWrapped || script.IsWrapped)
            {
                Nodes = parts[1..],
            };
        }
    }
}
