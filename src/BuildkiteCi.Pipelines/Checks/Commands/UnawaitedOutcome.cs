using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J008: a step judges others and does not wait for the same ones.</summary>
internal sealed class UnawaitedOutcome : CommandRule
{
    private const int FewestJudged = 2;
    private const string Option = "--step-keys";

    private static readonly Rule Definition = new(
        "J008", Severity.Warning, "A step judges the outcomes of other steps and does not wait for the same ones",
        "steps:\n  - { key: a, command: make a, soft_fail: true }\n  - { key: b, command: make b, soft_fail: true }\n  - { command: "
            + ".buildkite/scripts/judge.sh a b, depends_on: [a] }\n",
        "steps:\n  - { key: a, command: make a, soft_fail: true }\n  - { key: b, command: make b, soft_fail: true }\n  - { command: "
            + ".buildkite/scripts/judge.sh a b, depends_on: [a, b] }\n"
    )
    {
        Why =
            "The outcome of a step that still runs is empty and counts as skipped: a new test was added to the list of keys but not to "
                + "depends_on, and failed unseen. The other way "
            + "round, a step that is allowed to fail was awaited, and nobody looked at what came of it.",
    };

    public override Rule Rule => Definition;

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (script.Step is not { DependsOn.IsEmpty: false } step || script.Path is not null) return;
        foreach (var command in script.Commands)
        {
            if (OfOption(command, script) is { Count: > 0 } named) Compare(named, "--step-keys", step, script, found);
            if (!paths.IsKnown) continue;
            var file = CommandWords.Scripts(command).FirstOrDefault().File;
            if (
                file is null
                || script.Uses(paths).FirstOrDefault(use => use.Word == file)?.Path is not { } path
                || paths.Read(path)?.Contains("step get", StringComparison.Ordinal) != true
            )
                continue;
            var judged = command
                .Words.Where(word => word.Start > file.Start)
                .Select(word => (Word: word, Key: Written(word, script)))
                .Where(one => script.SoftFailing.ContainsKey(one.Key))
                .ToList();
            if (judged.Count >= FewestJudged) Compare(judged, path, step, script, found);
        }
    }

    // The keys behind the option of CheckResults: a list with commas.
    private static List<(Word Word, string Key)> OfOption(SimpleCommand command, CommandScript script)
    {
        var words = command.Words.Select(word => (Word: word, Text: Written(word, script))).ToArray();
        var lists = words
            .Where(one => one.Text.StartsWith(Option + "=", StringComparison.Ordinal))
            .Select(one => (one.Word, Text: one.Text[(Option.Length + 1)..]))
            .Concat(words.Zip(words.Skip(1)).Where(pair => pair.First.Text == Option).Select(pair => pair.Second));
        return
        [
            .. lists.SelectMany(list =>
                list.Text.Trim('"', '\'')
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Where(script.SoftFailing.ContainsKey)
                    .Select(key => (list.Word, key))
            ),
        ];
    }

    private static void Compare(
        List<(Word Word, string Key)> judged,
        string where,
        CommandStep step,
        CommandScript script,
        DiagnosticBag found
    )
    {
        var awaited = step.DependsOn.Select(needed => needed.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (word, key) in judged.Where(one => !awaited.Contains(one.Key)))
            found.Add(
                Definition,
                script.LocationAt(word.Start),
                $"the outcome of '{key}' is judged here, and the step does not wait for it",
                $"add '{key}' to depends_on"
            );
        foreach (
            var needed in step.DependsOn.Where(needed =>
                script.SoftFailing.GetValueOrDefault(needed.Key) && judged.TrueForAll(one => one.Key != needed.Key)
            )
        )
            found.Add(
                Definition,
                needed.Location,
                $"the step waits for '{needed.Key}', which may fail, and does not judge its outcome",
                $"add '{needed.Key}' behind '{where}'"
            );
    }

    private static string Written(Word word, CommandScript script) => script.Shell.Text[word.Start..word.End].Trim('"', '\'');
}
