using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Selecting;

/// <summary>Brings in the files that chosen ones wait for: a step that waits for a step of a file that is not in its build would wait for
/// ever.</summary>
internal static class NeededFiles
{
    /// <summary>The choices of one generation, files that are needed chosen too.</summary>
    /// <param name="choices">The choices so far.</param>
    /// <param name="expand">Expands a file for the generation.</param>
    public static ImmutableArray<FileChoice> BringIn(ImmutableArray<FileChoice> choices, Func<CatalogueFile, ExpandedFile?> expand)
    {
        var open = new Queue<FileChoice>(choices.Where(choice => choice.IsIn));
        // Most builds take all files or none: nothing needs to be looked up.
        if (open.Count == 0 || open.Count == choices.Length) return choices;

        var offered = new Lazy<Dictionary<string, FileChoice>>(() => Offered(choices, expand));
        var needed = new Dictionary<CatalogueFile, string>(ReferenceEqualityComparer.Instance);
        var own = new HashSet<string>(open.SelectMany(choice => Keys(expand(choice.File))), StringComparer.Ordinal);
        while (open.TryDequeue(out var choice))
        {
            foreach (var (step, key) in Waits(expand(choice.File)))
            {
                if (
                    own.Contains(key)
                    || !offered.Value.TryGetValue(key, out var other)
                    || !needed.TryAdd(other.File, $"'{step.Name}' in {choice.File.Path} waits for its '{key}'")
                )
                    continue;
                own.UnionWith(Keys(expand(other.File)));
                open.Enqueue(other);
            }
        }

        return
        [
            .. choices.Select(choice =>
                needed.TryGetValue(choice.File, out var reason) ? choice with { IsIn = true, Reason = reason } : choice
            ),
        ];
    }

    private static Dictionary<string, FileChoice> Offered(ImmutableArray<FileChoice> choices, Func<CatalogueFile, ExpandedFile?> expand)
    {
        var offered = new Dictionary<string, FileChoice>(StringComparer.Ordinal);
        foreach (var choice in choices.Where(choice => !choice.IsIn && choice.File.RunsOn(choice.Generation)))
            foreach (var key in Keys(expand(choice.File)))
                offered.TryAdd(key, choice);
        return offered;
    }

    private static IEnumerable<string> Keys(ExpandedFile? file) => (file?.Steps ?? []).Select(step => step.Key?.Canonical).OfType<string>();

    private static IEnumerable<(Step Step, string Key)> Waits(ExpandedFile? file) =>
        (file?.Steps ?? []).SelectMany(step => step.DependsOn.Select(dependency => (step, dependency.Key)));
}
