using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Testing;

/// <summary>Reads a stage's job from the environment that its step gave it (domain rules, "The catalogue").</summary>
public static class JobEnvironment
{
    /// <summary>Whether this environment is a job's of a catalogue step.</summary>
    public static bool IsOfAStage(IReadOnlyDictionary<string, string> environment) => Value(environment, "CI_TARGET") is not null;

    /// <summary>The job, or every reason why the environment gives none.</summary>
    /// <param name="environment">All variables of this process.</param>
    /// <param name="folders">The catalogue's folders: they say which stages there are.</param>
    public static Diagnosed<StageJob> Read(IReadOnlyDictionary<string, string> environment, ImmutableArray<CatalogueFolder> folders)
    {
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var target = Target(environment, problems);
        var stage = StageOf(environment, folders, problems);
        var key = target is null || stage is null ? null : Key(environment, target, stage, problems);
        if (target is null || stage is null || key is null) return Diagnosed.With<StageJob>(null, problems);
        return Diagnosed.With(
            new StageJob(key, target, stage, Value(environment, "TEST_COMMAND") ?? "")
            {
                Environment = environment.ToImmutableDictionary(StringComparer.Ordinal),
            },
            problems);
    }

    private static SubjectName? Target(IReadOnlyDictionary<string, string> environment, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (Value(environment, "CI_TARGET") is not { } text)
        {
            problems.Add(Problem(TestingRules.MissingVariable, "CI_TARGET is not set, so the tested subject is unknown",
                "set it in the step's 'env', or name the subject with --model-name or --feature-name"));
            return null;
        }

        if (SubjectName.Parse(text) is { } name) return name;
        problems.Add(
            Problem(
                TestingRules.UnusableVariable,
                $"CI_TARGET '{text}' {SubjectName.WhatIsWrongWith(text)}",
                "correct it in the step's 'env'"
            )
        );
        return null;
    }

    private static Stage? StageOf(
        IReadOnlyDictionary<string, string> environment,
        ImmutableArray<CatalogueFolder> folders,
        ImmutableArray<Diagnostic>.Builder problems
    )
    {
        var stages = folders.SelectMany(folder => folder.Stages).ToList();
        if (Value(environment, "CI_STAGE") is not { } text)
        {
            problems.Add(
                Problem(TestingRules.MissingVariable, "CI_STAGE is not set, so the stage is unknown", "set it in the step's 'env'")
            );
            return null;
        }

        if (stages.Find(stage => stage.Name == text) is { } found) return found;
        var names = stages.Select(stage => stage.Name).Distinct().ToList();
        problems.Add(Problem(TestingRules.UnusableVariable, $"CI_STAGE '{text}' is no stage of the catalogue",
            Spelling.Suggest(text, names, $"the stages are {string.Join(", ", names)}")));
        return null;
    }

    private static StepKey? Key(
        IReadOnlyDictionary<string, string> environment, SubjectName target, Stage stage, ImmutableArray<Diagnostic>.Builder problems)
    {
        var text = Value(environment, "BUILDKITE_STEP_KEY");
        if (text is null && Value(environment, "CI_TPU_VERSION") is { } version) text = $"{version}_{target.Form}_{stage.KeySuffix}";
        if (text is null)
        {
            problems.Add(
                Problem(
                    TestingRules.MissingVariable,
                    "neither BUILDKITE_STEP_KEY nor CI_TPU_VERSION is set, so the result has no key",
                    "give the step a 'key'"
                )
            );
            return null;
        }

        if (StepKey.Parse(text) is { } key) return key;
        problems.Add(Problem(TestingRules.UnusableVariable, $"'{text}' is no step key",
            $"a key has 1 to {StepKey.MaxLength} letters, digits, '_', '-' or ':'"));
        return null;
    }

    // The facts about a job's environment say: read "unset" and "empty" alike.
    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static Diagnostic Problem(Rule rule, string message, string fix) => new(rule, SourceLocation.Of("environment"), message, fix);
}
