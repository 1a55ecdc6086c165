using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Testing.Recording;

/// <summary>Reads what a record step records from the environment that its file gives it (domain rules, "The catalogue", older
/// files).</summary>
public static class RecordEnvironment
{
    private const string Consequence = ", so the result has no place";
    private const string Fix = "set it in the record step's 'env'";

    /// <summary>The record, or every reason why the environment gives none.</summary>
    /// <param name="environment">All variables of this process.</param>
    /// <param name="fleet">The generations.</param>
    /// <param name="folders">The catalogue's folders: they list the stages. The result of any other stage is recorded all the same.</param>
    public static Diagnosed<ResultRecord> Read(
        IReadOnlyDictionary<string, string> environment,
        Fleet fleet,
        ImmutableArray<CatalogueFolder> folders
    )
    {
        var variables = new StepVariables(environment);
        var generation = Generation(variables, fleet);
        var subject = variables.Target(Consequence, Fix);
        var stage = variables.Required("CI_STAGE", Consequence, Fix);
        var known = folders.SelectMany(folder => folder.Stages).FirstOrDefault(one => one.Name == stage);
        return Diagnosed.With(
            generation is null || subject is null || stage is null
                ? null
                : new ResultRecord(generation, subject, known ?? Stage.Unlisted(stage), Category(environment)),
            variables.Problems
        );
    }

    private static Category? Category(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("CI_CATEGORY") is { } text && !string.IsNullOrWhiteSpace(text) ? new Category(text) : null;

    private static Generation? Generation(StepVariables variables, Fleet fleet)
    {
        if (variables.Required("CI_TPU_VERSION", Consequence, Fix) is not { } version) return null;
        if (fleet.Generations.FirstOrDefault(generation => generation.TpuVersion == version) is { } found) return found;
        var known = fleet.Generations.Select(generation => generation.TpuVersion).ToList();
        variables.Add(
            TestingRules.UnusableVariable,
            $"CI_TPU_VERSION '{version}' is no generation of the fleet",
            Spelling.Suggest(version, known, $"the generations are {string.Join(", ", known)}")
        );
        return null;
    }
}
