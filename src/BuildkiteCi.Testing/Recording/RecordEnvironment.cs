using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Testing.Recording;

/// <summary>Reads what a record step records from the environment that its file gives it (domain rules, "The catalogue", older
/// files).</summary>
public static class RecordEnvironment
{
    /// <summary>The record, or every reason why the environment gives none.</summary>
    public static Diagnosed<ResultRecord> Read(IReadOnlyDictionary<string, string> environment, Fleet fleet)
    {
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var generation = Generation(environment, fleet, problems);
        var subject = Subject(environment, problems);
        var stage = Required(environment, "CI_STAGE", problems);
        return generation is null || subject is null || stage is null
            ? Diagnosed.With<ResultRecord>(null, problems)
            : Diagnosed.With(new ResultRecord(generation, subject, stage, environment.GetValueOrDefault("CI_CATEGORY")), problems);
    }

    private static Generation? Generation(
        IReadOnlyDictionary<string, string> environment,
        Fleet fleet,
        ImmutableArray<Diagnostic>.Builder problems
    )
    {
        if (Required(environment, "CI_TPU_VERSION", problems) is not { } version) return null;
        if (fleet.Generations.FirstOrDefault(generation => generation.TpuVersion == version) is { } found) return found;
        var known = fleet.Generations.Select(generation => generation.TpuVersion).ToList();
        problems.Add(Problem(TestingRules.UnusableVariable, $"CI_TPU_VERSION '{version}' is no generation of the fleet",
            Spelling.Suggest(version, known, $"the generations are {string.Join(", ", known)}")));
        return null;
    }

    private static SubjectName? Subject(IReadOnlyDictionary<string, string> environment, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (Required(environment, "CI_TARGET", problems) is not { } text) return null;
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

    private static string? Required(
        IReadOnlyDictionary<string, string> environment,
        string name,
        ImmutableArray<Diagnostic>.Builder problems
    )
    {
        if (environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)) return value;
        problems.Add(
            Problem(TestingRules.MissingVariable, $"{name} is not set, so the result has no place", "set it in the record step's 'env'")
        );
        return null;
    }

    private static Diagnostic Problem(Rule rule, string message, string fix) => new(rule, SourceLocation.Of("environment"), message, fix);
}
