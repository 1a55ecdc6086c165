using System.Runtime.ExceptionServices;
using System.Security;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>
/// Writes the site: static pages that read from a disk as well as from a server, without a script, and ask nobody else for anything.
/// </summary>
public static class SiteWriter
{
    // What the last run wrote, so that pages of what is no longer published do not stay for ever.
    private const string ListOfFiles = "files.txt";

    private const int MostThreads = 4;

    private static readonly string[] Assets = ["site.js", "icon.svg"];

    private static readonly string[] Pictures = ["card.png"];

    private static readonly string[] Ends = [".html", ".svg", ".atom", ".json", ".js", ".xml"];

    /// <summary>Writes all pages of a history into a folder, and removes those of an earlier run that are none any more.</summary>
    /// <param name="history">Everything that was ever published.</param>
    /// <param name="settings">What the site is called, and where it will be.</param>
    /// <param name="folder">The site's folder.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="cancellationToken">Ends the writing between two pages; the next run writes what is missing.</param>
    /// <returns>How many files the site has.</returns>
    public static int Write(
        SupportHistory history,
        SiteSettings settings,
        IFileTree folder,
        DateTimeOffset now,
        CancellationToken cancellationToken = default
    )
    {
        var written = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var picture in Pictures)
        {
            folder.Write($"assets/{picture}", Bytes(picture));
            written.Add($"assets/{picture}");
        }

        var before = (folder.Read(ListOfFiles) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(IsOurs).ToList();
        try
        {
            WriteAll(Pages(new SiteContent(history, settings, now)), folder, written, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The next run knows them all, and removes those that are none any more.
            Keep(written.Union(before));
            throw;
        }

        foreach (var old in before.Where(address => !written.Contains(address))) folder.Delete(Uri.UnescapeDataString(old));
        Keep(written);
        return written.Count;

        void Keep(IEnumerable<string> addresses) =>
            folder.Write(ListOfFiles, string.Concat(addresses.Order(StringComparer.Ordinal).Select(address => $"{address}\n")));
    }

    // Nearly all of the time goes into pages that need nothing of each other. No finished page waits for another to be written: those of
    // releases are large.
    private static void WriteAll(
        IEnumerable<Func<IEnumerable<(string Address, string Text)>>> pages,
        IFileTree folder,
        SortedSet<string> written,
        CancellationToken cancellationToken
    )
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(MostThreads, Environment.ProcessorCount),
            CancellationToken = cancellationToken,
        };
        try
        {
            Parallel.ForEach(pages, options, Write);
        }
        catch (AggregateException failure) when (failure.InnerException is { } first)
        {
            // What went wrong with a file is what its caller knows how to report.
            ExceptionDispatchInfo.Throw(first);
        }

        void Write(Func<IEnumerable<(string Address, string Text)>> make)
        {
            foreach (var (address, text) in make())
            {
                folder.Write(Uri.UnescapeDataString(address), text);
                lock (written) written.Add(address);
            }
        }
    }

    // Each makes files that belong together, in any order and on any thread.
    private static IEnumerable<Func<IEnumerable<(string Address, string Text)>>> Pages(SiteContent content)
    {
        var history = content.History;
        foreach (var asset in Assets) yield return () => [($"assets/{asset}", Text(asset))];
        yield return () => [("assets/site.css", PageParts.Style + Text("site.css"))];
        yield return () => [("index.html", FrontPage.Write(content, history.Newest, "index.html"))];
        yield return () => [("support.json", SupportFile.Write(history, history.Newest))];
        if (history.NewestNight is { } night && night != history.Newest)
        {
            yield return () => [("nightly.html", FrontPage.Write(content, night, "nightly.html"))];
            yield return () => [("nightly.json", SupportFile.Write(history, night))];
        }

        yield return () => [("features.html", FeaturesPage.Write(content)), ("404.html", NotFoundPage.Write(content))];
        yield return () => ComparePage.Write(content);
        yield return () => FlakyPage.Write(content);
        foreach (var pages in Editions(content)) yield return pages;
        if (history.Newest is { } newest && content.IsLarge)
        {
            yield return () => [("assets/names.js", OrganisationPages.NamesScript(content, newest))];
            foreach (var (name, address, models) in content.Organisations)
                yield return () => [(address, OrganisationPages.Write(content, newest, name, address, models))];
        }

        foreach (var subject in history.Subjects) yield return () => Subject(content, subject);
        if (content.Settings.Address is not null) yield return () => [("sitemap.xml", Sitemap(content))];
    }

    private static IEnumerable<(string Address, string Text)> Subject(SiteContent content, SubjectHistory subject)
    {
        yield return (content.Address(subject), SubjectPage.Write(content, subject));
        yield return (Path.ChangeExtension(content.Address(subject), ".json"), SupportFile.Write(content.History, subject));
        if (subject.Kind != SubjectKind.Model) yield break;
        yield return (Badge.Address(content, subject), Badge.Write(content, subject));
        foreach (var generation in content.History.Generations)
            yield return (Badge.Address(content, subject, generation), Badge.Write(content, subject, generation));
    }

    private static IEnumerable<Func<IEnumerable<(string Address, string Text)>>> Editions(SiteContent content)
    {
        var history = content.History;
        var comparisons = history
            .Editions.AsParallel()
            .AsOrdered()
            .Select(edition => (Edition: edition, Comparison: ReleaseComparison.Of(history, history.Before(edition), edition)))
            .AsEnumerable()
            .ToDictionary(one => one.Edition, one => one.Comparison);
        yield return () =>
            [
                ("publications.html", EditionPages.List(content, comparisons)),
                ("publications.json", EditionPages.ListJson(content, comparisons)),
            ];
        yield return () => AtomFeed.All(content, comparisons);
        foreach (var (edition, comparison) in comparisons)
            yield return () =>
                [
                    (content.Address(edition), EditionPages.Write(content, edition, comparison)),
                    (Path.ChangeExtension(content.Address(edition), ".json"), ComparisonFile.Write(comparison)),
                ];
    }

    // https://www.sitemaps.org/protocol.html; without the site's address there is none, since its addresses are absolute.
    private static string Sitemap(SiteContent content)
    {
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        );
        var day = (content.History.Editions.MaxBy(edition => edition.Date)?.Date ?? content.Now).UtcDateTime.ToString("yyyy-MM-dd");
        string[] pages =
        [
            "",
            "features.html",
            "compare.html",
            "flaky.html",
            "publications.html",
            .. content.History.NewestNight is { } night && night != content.History.Newest ? ["nightly.html"] : Array.Empty<string>(),
        ];
        foreach (
            var page in pages
                .Concat(content.Organisations.Select(one => one.Address))
                .Concat(content.History.Subjects.Select(content.Address))
                .Concat(content.History.Releases.Select(content.Address))
        )
            text.Append($"<url><loc>{SecurityElement.Escape(content.Settings.Absolute(page))}</loc><lastmod>{day}</lastmod></url>\n");
        return text.Append("</urlset>\n").ToString();
    }

    // The list lies in the open; a line that somebody put into it must not make us delete a file of theirs.
    private static bool IsOurs(string address) =>
        Ends.Any(end => address.EndsWith(end, StringComparison.Ordinal))
        && !address.Contains("..", StringComparison.Ordinal)
        && !address.StartsWith('/');

    private static string Text(string asset) => Encoding.UTF8.GetString(Bytes(asset).Span);

    private static ReadOnlyMemory<byte> Bytes(string asset)
    {
        using var stream = typeof(SiteWriter).Assembly.GetManifestResourceStream($"site/{asset}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
