using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>
/// Finds the stages in the steps of a file of either form. In the newer one a test step carries <c>CI_TARGET</c>, <c>CI_STAGE</c> and
/// <c>CI_CATEGORY</c> itself; in the older one a record step carries them and calls <c>record_step_result.sh</c> with the test step's key.
/// </summary>
internal static class StageSteps
{
    private const string RecordScript = "record_step_result.sh";

    /// <summary>The stages, in the order of the steps that state them.</summary>
    /// <param name="path">The file, for diagnostics about the file as a whole.</param>
    /// <param name="steps">The file's steps, expanded for a generation.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static ImmutableArray<StageStep> Find(string path, ImmutableArray<YamlNode> steps, ICollection<Diagnostic> diagnostics)
    {
        var mappings = steps.OfType<YamlMapping>().ToImmutableArray();
        var stages = ImmutableArray.CreateBuilder<StageStep>();
        foreach (var step in mappings)
        {
            if (step["env"] is not YamlMapping env || Statement(step, env, diagnostics) is not { } said) continue;
            var tested = RecordedKey(step) is { } recorded ? (Key: recorded, Step: WithKey(mappings, recorded) ?? step) : (Key: Text(step, "key"), Step: step);
            if (tested.Key is null || StepKey.Parse(tested.Key) is not { } key)
            {
                diagnostics.Add(new Diagnostic(CatalogueRules.StageWithoutKey, step.Mark,
                    $"the test step of stage '{said.Stage}' of '{said.Target}' has {(tested.Key is null ? "no key" : $"the key '{tested.Key}'")}",
                    "give it a key of at most 100 letters, digits, '_', '-' and ':'"));
                continue;
            }

            stages.Add(new StageStep(said.Target, said.Category, said.Stage, key, tested.Step)
            {
                RecordedBy = RecordedKey(step) is null ? null : StepKey.Parse(Text(step, "key") ?? ""),
            });
        }

        if (stages.Count == 0 && diagnostics.Count == 0)
            diagnostics.Add(new Diagnostic(CatalogueRules.NoStage, Mark.Of(path), "no step states CI_TARGET, CI_STAGE and CI_CATEGORY in its env", "add them to the env of each test step"));
        return stages.ToImmutable();
    }

    /// <summary>The key that a record step names, or null where the step records nothing.</summary>
    public static string? RecordedKey(YamlMapping step)
    {
        foreach (var line in Commands(step))
        {
            var at = line.IndexOf(RecordScript, StringComparison.Ordinal);
            if (at < 0) continue;
            return line[(at + RecordScript.Length)..].Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.Trim('"', '\'');
        }

        return null;
    }

    private static (string Target, string Stage, string Category)? Statement(YamlMapping step, YamlMapping env, ICollection<Diagnostic> diagnostics)
    {
        var (target, stage, category) = (Text(env, "CI_TARGET"), Text(env, "CI_STAGE"), Text(env, "CI_CATEGORY"));
        if (target is null && stage is null && category is null) return null;
        if (target is not null && stage is not null && category is not null) return (target, stage, category);

        var missing = new[] { ("CI_TARGET", target), ("CI_STAGE", stage), ("CI_CATEGORY", category) }.Where(pair => pair.Item2 is null).Select(pair => pair.Item1);
        diagnostics.Add(new Diagnostic(CatalogueRules.IncompleteStage, env.Mark,
            $"step '{Text(step, "key")}' states a stage without {string.Join(" and ", missing)}", "add what is missing to its env"));
        return null;
    }

    private static YamlMapping? WithKey(ImmutableArray<YamlMapping> steps, string key) => steps.FirstOrDefault(step => Text(step, "key") == key);

    private static IEnumerable<string> Commands(YamlMapping step) => (step["command"] ?? step["commands"]) switch
    {
        YamlScalar one => [one.Text],
        YamlSequence several => several.Items.OfType<YamlScalar>().Select(line => line.Text),
        _ => [],
    };

    private static string? Text(YamlMapping mapping, string key) => mapping.Scalar(key) is { Canonical.Length: > 0 } scalar ? scalar.Canonical : null;
}
