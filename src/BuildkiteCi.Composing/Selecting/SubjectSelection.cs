using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Selecting;

/// <summary>Decides which files of the catalogue take part in a build, for each generation, and why.</summary>
public static class SubjectSelection
{
    /// <summary>Something was chosen that is not there.</summary>
    public static Rule NothingChosen { get; } = new("U002", Severity.Error, "Something chosen by hand is not in the catalogue",
        "./build.sh --target=GeneratePipeline --only Qwen/Qwen3-4\n",
        "./build.sh --target=GeneratePipeline --only Qwen/Qwen3-4B\n")
    {
        Why = "A name behind '--only' was misspelt. The build had no tests, passed, and was taken for a proof.",
    };

    /// <summary>
    /// A choice for every file and generation, in the order in which their steps read: the implementation's folders, within a folder the
    /// files' paths. What other files wait for is not in yet: see <see cref="NeededFiles"/>.
    /// </summary>
    public static Diagnosed<IReadOnlyList<FileChoice>> Select(SubjectCatalogue catalogue, CompositionRequest request)
    {
        var found = new List<Diagnostic>();
        var byHand = ByHand(catalogue, request, found);
        var folders = request.Facts.Identity.Implementation.Folders;
        var ordered = catalogue
            .Files.Select((file, at) => (file, at))
            .OrderBy(pair => folders.IndexOf(pair.file.Folder.Name) is >= 0 and var order ? order : folders.Length)
            .ThenBy(pair => pair.at)
            .Select(pair => pair.file)
            .ToArray();
        var changed = request.Facts.Changes.Paths.ToHashSet(StringComparer.Ordinal);
        var reasons = new HashSet<string>(StringComparer.Ordinal);
        return Diagnosed.With<IReadOnlyList<FileChoice>>(
            [.. from generation in request.Generations from file in ordered select Choose(file, generation)],
            found);

        FileChoice Choose(CatalogueFile file, Generation generation)
        {
            var limit = request.Settings.OnlyOn.IsEmpty ? null : Limit(file, request.Settings.OnlyOn);
            var (isIn, reason) = limit is { } only && !only.Any(generation.Is)
                ? (false, $"ci.yml limits it to {string.Join(", ", only)}")
                : !file.RunsOn(generation)
                ? (false, $"it is limited to {string.Join(", ", file.Generations)}")
                : byHand is not null
                    ? byHand.Contains(file) ? (true, "it was chosen with --only") : (false, "it was not chosen with --only")
                    : ByKind(file, request, changed);
            // Of 100,000 files most are in or out for one reason.
            if (!reasons.TryGetValue(reason, out var shared)) reasons.Add(shared = reason);
            return new FileChoice(file, generation, isIn, shared);
        }
    }

    /// <summary>A file with what <c>only_on</c> of <c>ci.yml</c> limits it to.</summary>
    public static CatalogueFile Limited(CatalogueFile file, ImmutableSortedDictionary<string, ImmutableArray<Generation>> limits) =>
        !limits.IsEmpty && Limit(file, limits) is { } only
            ? file with
            {
                Generations = file.Generations.IsEmpty ? only : [.. file.Generations.Intersect(only)],
            }
            : file;

    private static ImmutableArray<Generation>? Limit(CatalogueFile file, ImmutableSortedDictionary<string, ImmutableArray<Generation>> limits) =>
        file
            .Pipeline.AllSteps.OfType<CommandStep>()
            .SelectMany(step => step.Env)
            .Where(variable => variable.Key == "CI_TARGET")
            .Select(variable => variable.Value)
            .Prepend(file.Path)
            .Select(name => limits.TryGetValue(name, out var only) ? only : (ImmutableArray<Generation>?)null)
            .FirstOrDefault(only => only is not null);

    private static (bool IsIn, string Reason) ByKind(CatalogueFile file, CompositionRequest request, HashSet<string> changed)
    {
        var identity = request.Facts.Identity;
        if (!identity.Implementation.Folders.Contains(file.Folder.Name))
            return (false, $"the folder '{file.Folder}' is no part of implementation '{identity.Implementation}'");
        if (identity.IsAmong(request.Settings.WholeCatalogue)) return (true, $"{identity.Occasion} builds test the whole catalogue");
        if (!identity.IsAmong(request.Settings.ChangedSubjects))
            return (false, $"{identity.Occasion} builds test no subjects of the catalogue");
        if (!request.Facts.Changes.IsKnown) return (false, "what the build changes is not known");
        return changed.Contains(file.Path) ? (true, "the build changes its file") : (false, "the build does not change its file");
    }

    private static HashSet<CatalogueFile>? ByHand(SubjectCatalogue catalogue, CompositionRequest request, List<Diagnostic> found)
    {
        if (request.Only.IsEmpty) return null;
        var names = new SubjectNames(catalogue, request.Generations);
        var chosen = new HashSet<CatalogueFile>(ReferenceEqualityComparer.Instance);
        foreach (var word in request.Only)
        {
            var meant = names.Of(word);
            if (meant.Count == 0)
                found.Add(
                    new Diagnostic(
                        NothingChosen,
                        SourceLocation.Of(SubjectCatalogue.Home),
                        $"'{word}' is nothing in the catalogue",
                        names.Suggest(word)
                    )
                );
            chosen.UnionWith(meant);
        }

        return chosen;
    }
}

/// <summary>Whether a file of the catalogue takes part in a build for a generation.</summary>
/// <param name="File">The file.</param>
/// <param name="Generation">The generation.</param>
/// <param name="IsIn">Whether it does.</param>
/// <param name="Reason">Why, as a part of a sentence: <c>the pull request changes it</c>.</param>
public sealed record FileChoice(CatalogueFile File, Generation Generation, bool IsIn, string Reason);
