using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>
/// Writes the site: static pages that read from a disk as well as from a server, without a script, and ask nobody else for anything.
/// </summary>
public static class SiteWriter
{
    // What the last run wrote, so that pages of what is no longer published do not stay for ever.
    private const string ListOfFiles = "files.txt";

    private static readonly string[] Assets = ["site.css", "site.js", "icon.svg"];

    /// <summary>Writes all pages of some publications into a folder, and removes those of an earlier run that are none any more.</summary>
    /// <param name="definitions">The matrices.</param>
    /// <param name="publications">Everything that was ever published, in any order; at least one.</param>
    /// <param name="folder">The site's folder.</param>
    /// <returns>How many files the site has.</returns>
    public static int Write(MatrixDefinitions definitions, IEnumerable<BuildResults> publications, IFileTree folder)
    {
        var written = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (address, text) in Files(SiteContent.Of(definitions, publications)))
        {
            folder.Write(Uri.UnescapeDataString(address), text);
            written.Add(address);
        }

        foreach (var old in (folder.Read(ListOfFiles) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(address => !written.Contains(address) && IsOurs(address)))
            folder.Delete(Uri.UnescapeDataString(old));
        folder.Write(ListOfFiles, string.Concat(written.Select(address => $"{address}\n")));
        return written.Count;
    }

    private static IEnumerable<(string Address, string Text)> Files(SiteContent content)
    {
        foreach (var asset in Assets) yield return ($"assets/{asset}", Asset(asset));
        yield return ("index.html", CurrentPage.Models(content));
        yield return ("features.html", CurrentPage.Features(content));
        yield return ("publications.html", PublicationPages.List(content));
        foreach (var generation in content.Generations) yield return (WorksOnPage.Address(generation), WorksOnPage.Write(content, generation));
        foreach (var feed in AtomFeed.All(content)) yield return feed;

        var subjects = content.Subjects.ToLookup(subject => (subject.Kind, subject.Name));
        foreach (var publication in content.Publications) yield return (publication.Address, PublicationPages.Write(content, publication, subjects));
        foreach (var subject in content.Subjects)
        {
            yield return (subject.Address, SubjectPage.Write(content, subject));
            if (subject.Kind != SubjectKind.Model) continue;
            yield return (Badge.Address(subject), Badge.Write(subject));
            foreach (var generation in content.Generations) yield return (Badge.Address(subject, generation), Badge.Write(subject, generation));
        }
    }

    // The list lies in the open; a line that somebody put into it must not make us delete a file of theirs.
    private static bool IsOurs(string address) =>
        (address.EndsWith(".html", StringComparison.Ordinal) || address.EndsWith(".svg", StringComparison.Ordinal) || address.EndsWith(".atom", StringComparison.Ordinal))
        && !address.Contains("..", StringComparison.Ordinal) && !address.StartsWith('/');

    private static string Asset(string name)
    {
        using var stream = typeof(SiteWriter).Assembly.GetManifestResourceStream($"site/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
