using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Selecting;

namespace BuildkiteCi.Composing;

/// <summary>The catalogue's part of a build for one generation.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="Choices">What was decided about each file.</param>
/// <param name="Collected">The files that are in.</param>
internal sealed record GenerationTests(Generation Generation, ImmutableArray<FileChoice> Choices, CollectedFiles Collected)
{
    /// <summary>
    /// Expands what was chosen. Each file is unpacked once for all generations, and of its steps only a <see cref="FileOutline"/> stays.
    /// </summary>
    /// <param name="chosen">A choice for every file and generation.</param>
    /// <param name="request">What the build wants.</param>
    /// <param name="variables">The build's variables.</param>
    /// <param name="found">Takes what is wrong, generation by generation.</param>
    public static ImmutableArray<GenerationTests> Of(
        IReadOnlyList<FileChoice> chosen,
        CompositionRequest request,
        BuildVariables variables,
        DiagnosticBag found
    )
    {
        var generations = request.Generations.Select(generation => new Expanding(generation, chosen, request, variables)).ToArray();
        foreach (var file in chosen.Select(choice => choice.File).Distinct<CatalogueFile>(ReferenceEqualityComparer.Instance))
        {
            var takers = generations.Where(one => one.Takes(file)).ToArray();
            if (takers.Length == 0) continue;
            var unpacked = file.Unpacked();
            FileOutline? outline = null;
            foreach (var one in takers) outline = one.Add(file, unpacked, outline);
        }

        foreach (var one in generations) found.AddRange(one.Found);
        return [.. generations.Select(one => one.Collect())];
    }

    /// <summary>A generation whose files are being expanded.</summary>
    private sealed class Expanding
    {
        private readonly Generation generation;
        private readonly FileExpansion expansion;
        private readonly CompositionRequest request;
        private readonly ImmutableArray<FileChoice> choices;
        private readonly HashSet<CatalogueFile> taken;
        private readonly ImmutableArray<FileOutline>.Builder files = ImmutableArray.CreateBuilder<FileOutline>();

        public Expanding(
            Generation generation,
            IReadOnlyList<FileChoice> chosen,
            CompositionRequest request,
            BuildVariables variables
        )
        {
            (this.generation, this.request) = (generation, request);
            ImmutableArray<FileChoice> own = [.. chosen.Where(choice => choice.Generation == generation)];
            expansion = new FileExpansion(generation, variables.Of(own.IsEmpty ? request.Generations[0] : generation));
            choices = NeededFiles.BringIn(own, file => expansion.Of(file).Value);
            taken = new(choices.Where(choice => choice.IsIn).Select(choice => choice.File), ReferenceEqualityComparer.Instance);
        }

        public List<Diagnostic> Found { get; } = [];

        public bool Takes(CatalogueFile file) => taken.Contains(file);

        /// <param name="file">The file, to be held.</param>
        /// <param name="unpacked">The same, to be looked at.</param>
        /// <param name="like">Its outline for another generation.</param>
        public FileOutline? Add(CatalogueFile file, CatalogueFile unpacked, FileOutline? like)
        {
            var expanded = expansion.Of(unpacked);
            Found.AddRange(expanded.Diagnostics);
            if (expanded.Value is not { } value) return like;
            files.Add(new FileOutline(value with { File = file }, expansion, IsRecorded, like));
            return files[^1];
        }

        public GenerationTests Collect() =>
            new(
                generation,
                choices,
                request.Collects == false
                    ? ResultCollecting.Keep(files.ToImmutable())
                    : ResultCollecting.Collect(files.ToImmutable(), IsRecorded)
            );

        private bool IsRecorded => request.Collects ?? request.Settings.CollectsRecorded;
    }
}
