using System.Security.Cryptography;
using System.Text;
using System.Xml;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Feeds (RFC 4287) of what changed: an entry for each publication that changed something.</summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int MostEntries = 50;
    private const int MostChanges = 50;

    /// <summary>All feeds: of everything, and of releases alone.</summary>
    /// <param name="content">The site.</param>
    /// <param name="comparisons">What changed in each release and night.</param>
    public static IEnumerable<(string Address, string Text)> All(
        SiteContent content,
        IReadOnlyDictionary<Edition, ReleaseComparison> comparisons
    )
    {
        var newest = content
            .History.Editions.OrderByDescending(edition => edition.Date)
            .ThenByDescending(edition => edition.Number)
            .ToArray();
        yield return ("feeds/all.atom", Write(content, "all changes", "all", newest.Select(edition => comparisons[edition])));
        yield return (
            "feeds/releases.atom",
            Write(content, "releases", "releases", newest.Where(edition => edition.IsRelease).Select(edition => comparisons[edition]))
        );
    }

    private static string Write(SiteContent content, string title, string name, IEnumerable<ReleaseComparison> comparisons)
    {
        var entries = comparisons.Where(comparison => !comparison.IsEmpty).Take(MostEntries).ToArray();
        var text = new StringBuilder();
        using (
            var xml = XmlWriter.Create(
                text,
                new XmlWriterSettings
                {
                    Indent = true,
                    NewLineChars = "\n",
                    OmitXmlDeclaration = true,
                    CheckCharacters = false,
                }
            )
        )
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "title", $"{content.Settings.Title}: {title}");
            Element(xml, "id", Id($"feed {name}"));
            Element(xml, "updated", Time(entries.Select(entry => entry.After.Date).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()));
            Author(xml, content.Settings.Title);
            Link(xml, "self", Address(content, $"feeds/{name}.atom"));
            Link(xml, "alternate", Address(content, "index.html"));
            foreach (var comparison in entries) Entry(xml, content, name, comparison);
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void Entry(XmlWriter xml, SiteContent content, string feed, ReleaseComparison comparison)
    {
        var page = content.Address(comparison.After);
        xml.WriteStartElement("entry", Atom);
        Element(xml, "title", $"{comparison.After.Title}: {ReleaseNotes.Summary(comparison)}");
        Element(xml, "id", Id($"entry {feed} {page}"));
        Element(xml, "updated", Time(comparison.After.Date));
        Link(xml, "alternate", Address(content, page));
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Valid(Body(content, comparison)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Body(SiteContent content, ReleaseComparison comparison)
    {
        var html = new HtmlText();
        html.Add($"<ul>");
        foreach (
            var change in comparison
                .Broke.Concat(comparison.NewlyWorks)
                .Concat(comparison.Added)
                .Concat(comparison.NoLongerTested)
                .Take(MostChanges)
        )
        {
            html.Add(
                $"<li><a href=\"{Address(content, content.Address(change.Subject))}\">{change.Subject.Shown}</a> on {change.Where}: "
                    + $"{change.Before?.ToString() ?? "not listed"} → {change.After?.ToString() ?? "not listed"}"
            );
            foreach (var cause in change.Causes.Take(1)) html.Add($" ({cause.ToString()})");
            html.Add($"</li>");
        }

        foreach (var change in comparison.Speed.Take(MostChanges))
            html.Add(
                $"<li><a href=\"{Address(content, content.Address(change.Subject))}\">{change.Subject.Shown}</a> on {change.Generation} "
                    + $"({change.Implementation}): {ReleaseNotes.Words(change)}</li>"
            );
        return html.Add($"</ul>").ToString();
    }

    // A feed is read far from the site: only absolute links lead back. Without the site's address they are relative to the feed.
    private static string Address(SiteContent content, string path) =>
        content.Settings.Address is null ? $"../{path}" : content.Settings.Absolute(path);

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", name);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, Valid(text));

    // Notes may hold characters that XML 1.0 has no way to write.
    private static string Valid(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Time(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    // The same from run to run, whatever address the site has: RFC 4122 with a hash in place of a random number.
    private static string Id(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"buildkite-ci site {name}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(hash, bigEndian: true)}";
    }
}
