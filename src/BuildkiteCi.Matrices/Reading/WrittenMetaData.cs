using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>What a build gets once its matrices are made; older scripts and notifications read it.</summary>
public static class WrittenMetaData
{
    /// <summary>For each generation whether anything fails, and the categories of the features that pass by definition.</summary>
    public static ImmutableSortedDictionary<string, string> Of(BuildResults results, ResultQuery questions)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var of in results.Generations)
        {
            if (questions.Generations.FirstOrDefault(generation => generation.Name == of.Generation) is not { } generation) continue;
            values[ResultKeys.AnyFailing(generation)] = of.AnyFailing ? "true" : "false";
            foreach (var feature in questions.DefaultFeatures)
                values[ResultKeys.Category(generation, feature.Name)] = feature.Category.Name;
        }

        return values.ToImmutable();
    }
}
