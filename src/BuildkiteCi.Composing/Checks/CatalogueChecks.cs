using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Checks.Declared;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Every check of a catalogue that does not depend on what else a build holds.</summary>
public static class CatalogueChecks
{
    /// <summary>Checks files of both forms, each for every generation that it runs on, and all of them together.</summary>
    /// <param name="files">The files that could be understood.</param>
    /// <param name="fleet">Generations to expand them for.</param>
    /// <param name="variables">Further variables.</param>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(ImmutableArray<CatalogueFile> files, Fleet fleet, Variables variables)
    {
        var found = new List<Diagnostic>();
        var conflicts = new SubjectConflicts();
        foreach (var file in files.Select(file => file.Unpacked()))
        {
            found.AddRange(CatalogueRule.All.SelectMany(rule => rule.Check(file, fleet)));
            foreach (var generation in fleet.Generations.Where(file.RunsOn))
            {
                var result = file.For(generation, variables);
                found.AddRange(result.Diagnostics);
                if (result.Value is not { } one) continue;
                conflicts.Add(one);
                found.AddRange(CatalogueRule.All.SelectMany(rule => rule.Check(one, fleet)));
            }
        }

        found.AddRange(conflicts.Found());
        return
        [
            .. found
                .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location))
                .OrderBy(diagnostic => diagnostic.Location)
                .ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal),
        ];
    }
}
