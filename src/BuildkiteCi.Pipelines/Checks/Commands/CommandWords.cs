using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>What the words of a command mean.</summary>
internal static class CommandWords
{
    private static readonly FrozenSet<string> Shells = ["bash", "sh", "/bin/bash", "/bin/sh"];

    private static readonly FrozenSet<string> Runners = ["pytest", "py.test", "tox", "nox", "ctest", "rspec"];

    private static readonly FrozenDictionary<string, string> RunnersOfTwoWords = new Dictionary<string, string>
    {
        ["go"] = "test",
        ["cargo"] = "test",
        ["npm"] = "test",
        ["yarn"] = "test",
        ["bazel"] = "test",
        ["make"] = "test",
        ["dotnet"] = "test",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a command runs tests, also behind something that starts it elsewhere.</summary>
    public static bool RunsTests(SimpleCommand command)
    {
        if (Pytest(command) >= 0) return true;
        return command.Words is [var first, ..] && first.Literal is { } name
            && (
                Runners.Contains(name)
                || command.Words.Length > 1 && RunnersOfTwoWords.TryGetValue(name, out var second) && command.Words[1].Literal == second
            );
    }

    /// <summary>The index behind <c>pytest</c> or <c>-m pytest</c>, or -1.</summary>
    public static int Pytest(SimpleCommand command)
    {
        for (var i = 0; i < command.Words.Length; i++)
        {
            if (command.Words[i].Literal is not ("pytest" or "py.test")) continue;
            if (i == 0 || command.Words[i - 1].Literal == "-m" || !IsOption(command.Words[i - 1])) return i + 1;
        }

        return -1;
    }

    /// <summary>
    /// Scripts behind <c>bash -c</c> in a command, with whether anything precedes the shell that may start it elsewhere, and whether its
    /// options end it at the first failure.
    /// </summary>
    public static IEnumerable<(Word Script, bool IsWrapped, bool StopsAtFailure)> Inline(SimpleCommand command)
    {
        for (var i = 0; i + 1 < command.Words.Length; i++)
        {
            if (command.Words[i].Literal is not { } shell || !Shells.Contains(shell)) continue;
            for (var j = i + 1; j + 1 < command.Words.Length && IsOption(command.Words[j]); j++)
            {
                if (!command.Words[j].Literal!.EndsWith('c')) continue;
                yield return (command.Words[j + 1], i > 0, Options(i + 1, j).Any(option => option.Contains('e', StringComparison.Ordinal)));
                yield break;
            }
        }

        IEnumerable<string> Options(int from, int to) =>
            command.Words[from..(to + 1)].Select(word => word.Literal!).Where(word => !word.StartsWith("--", StringComparison.Ordinal));
    }

    /// <summary>Files that a command runs as scripts: <c>bash x.sh</c>, <c>source x.sh</c>, <c>python x.py</c>, <c>./x</c>.</summary>
    public static IEnumerable<(Word File, bool IsWrapped)> Scripts(SimpleCommand command)
    {
        if (command.Words.IsEmpty) yield break;
        var first = command.Words[0];
        if (
            first.Literal is { } name
            && (
                name.StartsWith("./", StringComparison.Ordinal)
                || name.StartsWith('.') && name.Contains('/', StringComparison.Ordinal)
                || name.Contains('/', StringComparison.Ordinal) && EndsLikeScript(name)
            )
        )
            yield return (first, false);
        for (var i = 0; i + 1 < command.Words.Length; i++)
        {
            if (command.Words[i].Literal is not { } word) continue;
            var isSource = i == 0 && word is "source" or ".";
            if (!isSource && !Shells.Contains(word) && word is not ("python" or "python3")) continue;
            var next = command.Words[i + 1];
            if (next.Literal is { } file && !IsOption(next) && EndsLikeScript(file)) yield return (next, i > 0);
        }
    }

    /// <summary>Whether a word is an option.</summary>
    public static bool IsOption(Word word) => word.Literal is ['-', _, ..];

    private static bool EndsLikeScript(string name) =>
        name.EndsWith(".sh", StringComparison.Ordinal)
        || name.EndsWith(".py", StringComparison.Ordinal)
        || name.EndsWith(".bash", StringComparison.Ordinal);
}
