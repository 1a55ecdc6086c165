using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>
/// Finds the stages in the steps of a file of either form. In the newer one a test step carries <c>CI_TARGET</c>, <c>CI_STAGE</c> and
/// <c>CI_CATEGORY</c> itself; in the older one a record step carries them and calls <c>record_step_result.sh</c> with the test step's key.
/// </summary>
public static class StageSteps
{
    private static readonly Rule NoStage =
        new(
            "C004",
            Severity.Error,
            "A catalogue file has no step that states CI_TARGET, CI_STAGE and CI_CATEGORY",
            """
            steps:
              - key: unit
                command: pytest
            """,
            """
            steps:
              - key: unit
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """
        )
        {
            IsConvention = true,
            Why = "A file's steps ran every night, and no matrix showed them: the names that a result belongs to were missing.",
        };

    private static readonly Rule IncompleteStage =
        new(
            "C005",
            Severity.Error,
            "A step states CI_TARGET, CI_STAGE and CI_CATEGORY only in part",
            """
            steps:
              - key: unit
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest }
            """,
            """
            steps:
              - key: unit
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """
        )
        {
            IsConvention = true,
            Why = "A step had a target and a stage and no category. Its result was recorded under no matrix, and the row stayed Untested.",
        };

    private static readonly Rule StageWithoutKey =
        new(
            "C006",
            Severity.Error,
            "The test step of a stage has no key that Buildkite takes",
            """
            steps:
              - command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """,
            """
            steps:
              - key: unit
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """
        )
        {
            IsConvention = true,
            Why =
                "A test step without a key has no outcome that could be asked for. The test failed for weeks, and the matrix showed "
                + "Untested.",
        };

    private const string RecordScript = "record_step_result.sh";

    /// <summary>The stages, in the order of the steps that state them.</summary>
    /// <param name="path">The file, for diagnostics about the file as a whole.</param>
    /// <param name="steps">The file's steps, expanded for a generation.</param>
    /// <param name="stageOf">The stage of a name.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static ImmutableArray<StageStep> Find(
        string path,
        ImmutableArray<Step> steps,
        Func<string, Stage> stageOf,
        ICollection<Diagnostic> diagnostics
    )
    {
        var before = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var stages = ImmutableArray.CreateBuilder<StageStep>();
        foreach (var step in steps.OfType<CommandStep>())
        {
            if (Statement(step, diagnostics) is not { } said) continue;
            var recorded = RecordedKey(step);
            var text = recorded ?? step.Key?.Canonical;
            if (text is null || StepKey.Parse(text) is not { } key)
            {
                diagnostics.Add(new Diagnostic(StageWithoutKey, step.Location,
                    $"the test step of stage '{said.Stage}' of '{said.Target}' has {(text is null ? "no key" : $"the key '{text}'")}",
                    "give it a key of at most 100 letters, digits, '_', '-' and ':'"));
                continue;
            }

            stages.Add(
                new StageStep(
                    SubjectName.Parse(said.Target),
                    new Category(said.Category),
                    stageOf(said.Stage),
                    key,
                    recorded is null ? step : WithKey(steps, recorded) ?? step
                )
                {
                    DeclaringStep = step,
                    RecordedBy = recorded is null ? null : StepKey.Parse(step.Key?.Canonical ?? ""),
                }
            );
        }

        if (stages.Count == 0 && diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error) == before)
            diagnostics.Add(
                new Diagnostic(
                    NoStage,
                    steps.IsEmpty ? SourceLocation.Of(path) : steps[0].Location,
                    "no step states CI_TARGET, CI_STAGE and CI_CATEGORY in its env",
                    "add them to the env of each test step"
                )
            );
        return stages.ToImmutable();
    }

    /// <summary>The key that a record step names, or null where the step records nothing.</summary>
    public static string? RecordedKey(CommandStep step)
    {
        var command = step.Command;
        var at = command.IndexOf(RecordScript, StringComparison.Ordinal);
        return at < 0
            ? null
            : command[(at + RecordScript.Length)..]
                .Split('\n')[0]
                .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
                .FirstOrDefault()
                ?.Trim('"', '\'')
                ?? "";
    }

    private static (string Target, string Stage, string Category)? Statement(CommandStep step, ICollection<Diagnostic> diagnostics)
    {
        if (step.Attributes["env"] is not YamlMapping env) return null;
        var (target, stage, category) = (Text(env, "CI_TARGET"), Text(env, "CI_STAGE"), Text(env, "CI_CATEGORY"));
        if (target is null && stage is null && category is null) return null;
        if (target is not null && stage is not null && category is not null) return (target, stage, category);

        var missing = new[] { ("CI_TARGET", target), ("CI_STAGE", stage), ("CI_CATEGORY", category) }
            .Where(pair => pair.Item2 is null)
            .Select(pair => pair.Item1);
        diagnostics.Add(new Diagnostic(IncompleteStage, env.Location,
            $"step '{step.Name}' states a stage without {string.Join(" and ", missing)}", "add what is missing to its env"));
        return null;
    }

    private static CommandStep? WithKey(ImmutableArray<Step> steps, string key) =>
        steps.OfType<CommandStep>().FirstOrDefault(step => step.Key?.Canonical == key);

    private static string? Text(YamlMapping mapping, string key) =>
        mapping.Scalar(key) is { Canonical.Length: > 0 } scalar ? scalar.Canonical : null;
}
