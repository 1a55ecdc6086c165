using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Testing;

/// <summary>Reads a stage's job from the environment that its step gave it (domain rules, "The catalogue").</summary>
public static class JobEnvironment
{
    /// <summary>Whether this environment is a job's of a catalogue step.</summary>
    public static bool IsOfAStage(IReadOnlyDictionary<string, string> environment) =>
        new StepVariables(environment)["CI_TARGET"] is not null;

    /// <summary>The job, or every reason why the environment gives none.</summary>
    /// <param name="environment">All variables of this process.</param>
    /// <param name="folders">The catalogue's folders: they say which stages there are.</param>
    public static Diagnosed<StageJob> Read(IReadOnlyDictionary<string, string> environment, ImmutableArray<CatalogueFolder> folders)
    {
        var variables = new StepVariables(environment);
        var target = variables.Target(
            ", so the tested subject is unknown",
            "set it in the step's 'env', or name the subject with --model-name or --feature-name"
        );
        var stage = StageOf(variables, folders);
        var key = target is null || stage is null ? null : Key(variables, target, stage);
        return Diagnosed.With(
            key is null
                ? null
                : new StageJob(key, target!, stage!, variables["TEST_COMMAND"] ?? "")
                {
                    Environment = environment.ToImmutableDictionary(StringComparer.Ordinal),
                },
            variables.Problems
        );
    }

    private static Stage? StageOf(StepVariables variables, ImmutableArray<CatalogueFolder> folders)
    {
        if (variables.Required("CI_STAGE", ", so the stage is unknown", "set it in the step's 'env'") is not { } text) return null;
        var stages = folders.SelectMany(folder => folder.Stages).ToList();
        if (stages.Find(stage => stage.Name == text) is { } found) return found;
        var names = stages.Select(stage => stage.Name).Distinct().ToList();
        variables.Add(
            TestingRules.UnusableVariable,
            $"CI_STAGE '{text}' is no stage of the catalogue",
            Spelling.Suggest(text, names, $"the stages are {string.Join(", ", names)}")
        );
        return null;
    }

    private static StepKey? Key(StepVariables variables, SubjectName target, Stage stage)
    {
        var text = variables["BUILDKITE_STEP_KEY"];
        if (text is null && variables["CI_TPU_VERSION"] is { } version) text = $"{version}_{target.Form}_{stage.KeySuffix}";
        if (text is null)
        {
            variables.Add(
                TestingRules.MissingVariable,
                "neither BUILDKITE_STEP_KEY nor CI_TPU_VERSION is set, so the result has no key",
                "give the step a 'key'"
            );
            return null;
        }

        if (StepKey.Parse(text) is { } key) return key;
        variables.Add(
            TestingRules.UnusableVariable,
            $"'{text}' is no step key",
            $"a key has 1 to {StepKey.MaxLength} letters, digits, '_', '-' or ':'"
        );
        return null;
    }
}
