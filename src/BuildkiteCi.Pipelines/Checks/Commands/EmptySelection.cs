using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>R004: <c>-k</c> selects no test.</summary>
internal sealed class EmptySelection : CommandRule
{
    public override Rule Rule { get; } =
        new(
            "R004",
            Severity.Warning,
            "'-k' selects no test of the files that it is used with",
            "steps:\n  - command: python3 -m pytest tests/models/test_llama.py -k test_lods\n",
            "steps:\n  - command: python3 -m pytest tests/models/test_llama.py -k test_loads\n"
        )
        {
            Why =
                "A test was renamed and the step's '-k' was not: pytest ran nothing and ended with status 5, which looks like a failure of "
                    + "the model.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (!paths.IsKnown) return;
        foreach (var command in script.Commands)
        {
            var start = CommandWords.Pytest(command);
            if (start < 0) continue;
            var option = Enumerable.Range(start, command.Words.Length - start).FirstOrDefault(i => command.Words[i].Literal == "-k", -1);
            if (
                option < 0
                || option + 1 >= command.Words.Length
                || command.Words[option + 1] is not { Literal: { } expression } word
                || !IsOneName(expression)
            )
                continue;
            var uses = script
                .Uses(paths)
                .Where(use => use.Kind == PathUse.Test && use.Word.Start >= command.Start && use.Word.End <= command.End)
                .ToList();
            if (
                uses.Count == 0
                || uses.Exists(use => use.Path?.EndsWith(".py", StringComparison.Ordinal) != true || paths.Names(use.Path) is null)
            )
                continue;
            var names = uses.SelectMany(use => paths.Names(use.Path!)!).ToHashSet(StringComparer.Ordinal);
            if (names.Concat(uses.Select(use => use.Path!)).Any(name => name.Contains(expression, StringComparison.OrdinalIgnoreCase)))
                continue;
            found.Add(
                Rule,
                script.LocationAt(word.Start),
                $"no test of {string.Join(", ", uses.Select(use => $"'{use.Path}'").Distinct())} has '{expression}' in its name",
                Spelling.Suggest(expression, names.Order(StringComparer.Ordinal), "write a part of the name of a test that is there"));
        }
    }

    // Other words may be a part of a parameter's value, and an expression may leave out what is not there.
    private static bool IsOneName(string expression) =>
        (expression.StartsWith("test_", StringComparison.Ordinal) || expression.StartsWith("Test", StringComparison.Ordinal))
        && expression.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
