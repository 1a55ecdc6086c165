using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J008: a step judges others and does not wait for the same ones.</summary>
internal sealed class UnawaitedOutcome : CommandRule
{
    private const int FewestJudged = 2;

    public override Rule Rule { get; } = new(
        "J008", Severity.Warning, "A step judges the outcomes of other steps and does not wait for the same ones",
        "steps:\n  - { key: a, command: make a, soft_fail: true }\n  - { key: b, command: make b, soft_fail: true }\n  - { command: .buildkite/scripts/judge.sh a b, depends_on: [a] }\n",
        "steps:\n  - { key: a, command: make a, soft_fail: true }\n  - { key: b, command: make b, soft_fail: true }\n  - { command: .buildkite/scripts/judge.sh a b, depends_on: [a, b] }\n")
    {
        Why = "The outcome of a step that still runs is empty and counts as skipped: a new test was added to the list of keys but not to depends_on, and failed unseen. The other way "
            + "round, a step that is allowed to fail was awaited, and nobody looked at what came of it.",
    };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (!paths.IsKnown || script.Step is not { DependsOn.IsEmpty: false } step || script.Path is not null) return;
        foreach (var command in script.Commands)
        {
            var file = CommandWords.Scripts(command).FirstOrDefault().File;
            if (file is null || script.Uses(paths).FirstOrDefault(use => use.Word == file)?.Path is not { } path || paths.Read(path)?.Contains("step get", StringComparison.Ordinal) != true) continue;
            var judged = command.Words.Where(word => word.Start > file.Start).Select(word => (Word: word, Text: script.Shell.Text[word.Start..word.End].Trim('"', '\''))).Where(one => script.SoftFailing.ContainsKey(one.Text)).ToList();
            if (judged.Count < FewestJudged) continue;
            var awaited = step.DependsOn.Select(needed => needed.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var (word, text) in judged.Where(one => !awaited.Contains(one.Text)))
                found.Add(Rule, script.LocationAt(word.Start), $"the outcome of '{text}' is judged here, and the step does not wait for it", $"add '{text}' to depends_on");
            foreach (var needed in step.DependsOn.Where(needed => script.SoftFailing.GetValueOrDefault(needed.Key) && judged.TrueForAll(one => one.Text != needed.Key)))
                found.Add(Rule, needed.Location, $"the step waits for '{needed.Key}', which may fail, and does not judge its outcome", $"add '{needed.Key}' behind '{path}'");
        }
    }
}
