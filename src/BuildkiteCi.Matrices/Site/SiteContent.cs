using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Everything that the site shows, in the order in which it shows it.</summary>
/// <param name="Lines">The implementations with their publications, <c>auto</c> first; at least one.</param>
/// <param name="Generations">The generations' short names, of all publications.</param>
/// <param name="Subjects">Every subject ever published: those of the newest publications first, in their order.</param>
internal sealed record SiteContent(ImmutableArray<PublicationLine> Lines, ImmutableArray<string> Generations, ImmutableArray<SiteSubject> Subjects)
{
    /// <summary>All publications, newest first.</summary>
    public IEnumerable<SitePublication> Publications =>
        Lines.SelectMany(line => line.Publications).OrderByDescending(publication => publication.About.Date).ThenBy(publication => publication.Address, StringComparer.Ordinal);

    /// <summary>Puts publications in order.</summary>
    public static SiteContent Of(MatrixDefinitions definitions, IEnumerable<BuildResults> all)
    {
        var addresses = new SiteAddresses();
        ImmutableArray<PublicationLine> lines = [.. PublicationHistory.Of(all).Select(history => Line(definitions, history, addresses))];
        ImmutableArray<string> generations = [.. lines.SelectMany(line => line.Publications.Reverse()).SelectMany(one => one.Results.Generations).Select(generation => generation.Generation).Distinct()];
        return new SiteContent(lines, generations, AllSubjects(lines, addresses));
    }

    private static PublicationLine Line(MatrixDefinitions definitions, PublicationHistory history, SiteAddresses addresses)
    {
        var snapshots = new Dictionary<BuildResults, ResultSnapshot>(ReferenceEqualityComparer.Instance);
        foreach (var results in history.Releases.Concat(history.Nights)) snapshots[results] = new ResultSnapshot(results);
        return new PublicationLine(history.Implementation,
        [
            .. from results in snapshots.Keys
               orderby results.Publication.Date
               let before = history.Before(results.Publication).Select(one => snapshots[one])
               select new SitePublication(
                   results,
                   Support.All(definitions, results),
                   addresses.Page("publications", $"{results.Publication.ImplementationFolder}-{results.Publication.Title}"),
                   Comparison.Of(snapshots[results], [.. before])),
        ]);
    }

    private static ImmutableArray<SiteSubject> AllSubjects(ImmutableArray<PublicationLine> lines, SiteAddresses addresses)
    {
        var found = new Dictionary<(SubjectKind, SubjectName), (MatrixDefinition Definition, SubjectSupport?[]?[] Results)>();
        foreach (var (at, line) in lines.Index())
        {
            for (var number = line.Publications.Length - 1; number >= 0; number--)
            {
                foreach (var support in line.Publications[number].Supports)
                {
                    foreach (var subject in support.Subjects)
                    {
                        if (!found.TryGetValue((subject.Kind, subject.Name), out var entry))
                            found[(subject.Kind, subject.Name)] = entry = (support.Definition, new SubjectSupport?[]?[lines.Length]);
                        (entry.Results[at] ??= new SubjectSupport?[line.Publications.Length])[number] = subject;
                    }
                }
            }
        }

        return
        [
            .. from entry in found
               let kind = entry.Key.Item1
               let tracks = entry.Value.Results.Index().Where(track => track.Item is not null).Select(track => new SubjectTrack(lines[track.Index], [.. track.Item!]))
               select new SiteSubject(entry.Key.Item2, kind, entry.Value.Definition, addresses.Page(kind == SubjectKind.Model ? "models" : "features", entry.Key.Item2.Text), [.. tracks]),
        ];
    }
}
