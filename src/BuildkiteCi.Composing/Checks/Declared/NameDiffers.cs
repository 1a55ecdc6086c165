using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C035: a name that is written in two ways.</summary>
internal sealed partial class NameDiffers : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C035",
            Severity.Warning,
            "A subject's name is nearly, but not quite, the name of its file or of the model that is tested",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      TEST_MODEL: Qwen/Qwen3-8B\n    command: "
                + "pytest\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      TEST_MODEL: Qwen/Qwen3-4B\n    command: "
                + "pytest\n"
        )
        {
            Why =
                "A file was copied for the next size of a model, and one of its names was not changed: for a month the row of the new "
                    + "model showed results of the old one.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        if (file.Subject?.Text is not { } target) yield break;
        var name = Path.GetFileNameWithoutExtension(file.File.Path);
        if (Differ(Plain(name), Plain(target)) && Spelling.Nearest(Plain(name), [Plain(target)]) is not null)
            yield return new Diagnostic(
                Rule,
                file.Stages[0].LocationOf("CI_TARGET"),
                $"CI_TARGET is '{target}', and the file is '{name}'",
                "write the same name in both"
            );
        if (!target.Contains('/', StringComparison.Ordinal)) yield break;
        if (file.Generation == fleet.Generations.First(file.File.RunsOn))
            foreach (var (model, location) in InHeader(file.File.Source))
                if (IsMeant(model, target))
                    yield return new Diagnostic(
                        Rule,
                        location,
                        $"the comment is about '{model}', and CI_TARGET is '{target}'",
                        "write the same model in both"
                    );
        foreach (var step in file.Steps)
        {
            if (
                DeclaredNumbers.Known(step, "TEST_MODEL") is { } model
                && Differ(Plain(model.Canonical), Plain(target))
                && Spelling.Nearest(Plain(model.Canonical), [Plain(target)]) is not null
            )
                yield return new Diagnostic(
                    Rule,
                    model.Location,
                    $"TEST_MODEL is '{model.Canonical}', and CI_TARGET is '{target}'",
                    "write the same model in both"
                );
        }
    }

    // Of the same organisation, and nearly the same name.
    private static bool IsMeant(string model, string target) =>
        model.Split('/')[0] == target.Split('/')[0]
        && Differ(Plain(model), Plain(target))
        && Spelling.Nearest(Plain(model), [Plain(target)]) is not null;

    // The words of the comment above the steps that look like a model's name.
    private static IEnumerable<(string Model, SourceLocation Location)> InHeader(SourceFile source)
    {
        var number = 0;
        foreach (var line in source.Text.Split('\n'))
        {
            number++;
            if (line.Trim().Length == 0) continue;
            if (!line.StartsWith('#')) yield break;
            foreach (var match in Model.Matches(line).Where(match => match.Success))
                yield return (match.Value.TrimEnd('.'), new SourceLocation(source.Path, number, match.Index + 1));
        }
    }

    [GeneratedRegex(@"(?<![\w./:-])[\w.-]+/[\w.-]*\w(?![\w/])", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Model { get; }

    // A part of the name, or a variant behind it, is the same subject.
    private static bool Differ(string one, string other) =>
        !one.StartsWith(other, StringComparison.Ordinal)
        && !other.EndsWith(one, StringComparison.Ordinal)
        && !other.StartsWith(one, StringComparison.Ordinal)
        && !one.EndsWith(other, StringComparison.Ordinal);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
