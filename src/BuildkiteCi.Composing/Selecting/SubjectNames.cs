using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Selecting;

/// <summary>The words by which files of a catalogue can be chosen by hand: a subject's name, a file's path or name, a folder.</summary>
internal sealed class SubjectNames
{
    private readonly Dictionary<string, HashSet<CatalogueFile>> files = new(StringComparer.Ordinal);
    private readonly List<string> subjects = [];

    public SubjectNames(SubjectCatalogue catalogue, ImmutableArray<Generation> generations)
    {
        foreach (var file in catalogue.Files)
        {
            foreach (var word in Words(file)) Add(word, file);
            var generation = generations.FirstOrDefault(file.RunsOn) ?? generations[0];
            foreach (
                var subject in (file.For(generation, Variables.None).Value?.Stages ?? [])
                    .Select(stage => stage.Subject)
                    .OfType<SubjectName>()
                    .Distinct()
            )
            {
                Add(subject.Text, file);
                subjects.Add(subject.Text);
            }
        }
    }

    /// <summary>The files that a word means; none where it means nothing.</summary>
    public IReadOnlySet<CatalogueFile> Of(string word) => files.GetValueOrDefault(word.TrimEnd('/')) ?? [];

    /// <summary>What to do about a word that means nothing.</summary>
    public string Suggest(string word) =>
        Spelling.Suggest(
            word,
            subjects.Concat(files.Keys),
            "give a subject's name as the matrices show it, a file below .buildkite/, or a folder of the catalogue"
        );

    private void Add(string word, CatalogueFile file)
    {
        if (!files.TryGetValue(word, out var known)) files[word] = known = new HashSet<CatalogueFile>(ReferenceEqualityComparer.Instance);
        known.Add(file);
    }

    // .buildkite/kernel_microbenchmarks/gmm/w8a8.yml, the same without .buildkite/, its folders, and w8a8.
    private static IEnumerable<string> Words(CatalogueFile file)
    {
        var below = file.Path[(SubjectCatalogue.Home.Length + 1)..];
        yield return file.Path;
        yield return below;
        yield return System.IO.Path.GetFileNameWithoutExtension(below);
        for (var slash = below.IndexOf('/'); slash >= 0; slash = below.IndexOf('/', slash + 1))
        {
            yield return below[..slash];
            yield return $"{SubjectCatalogue.Home}/{below[..slash]}";
        }
    }
}
