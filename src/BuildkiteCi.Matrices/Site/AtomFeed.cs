using System.Security.Cryptography;
using System.Text;
using System.Xml;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Feeds (RFC 4287) of what changed: an entry for each publication that changed something.</summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int MostEntries = 50;
    private const int MostChanges = 50;

    /// <summary>The address of a generation's feed, from the site's root.</summary>
    public static string Address(string generation) => $"feeds/{Uri.EscapeDataString(generation)}.atom";

    /// <summary>All feeds: of everything, of releases, of each generation.</summary>
    public static IEnumerable<(string Address, string Text)> All(SiteContent content)
    {
        var publications = content.Publications.ToArray();
        yield return ("feeds/all.atom", Write("all changes", "all", publications, _ => true));
        yield return ("feeds/releases.atom", Write("releases", "releases", publications.Where(publication => publication.About.Release is not null), _ => true));
        foreach (var generation in content.Generations)
            yield return (Address(generation), Write($"changes on {generation}", generation, publications, place => place.Generation == generation));
    }

    private static string Write(string title, string name, IEnumerable<SitePublication> publications, Func<ResultPlace, bool> wanted)
    {
        var entries = publications.Select(publication => (Publication: publication, Changes: publication.Comparison.Only(wanted))).Where(entry => !entry.Changes.IsEmpty).Take(MostEntries).ToArray();
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "title", $"{PageFrame.SiteTitle}: {title}");
            Element(xml, "id", Id($"feed {name}"));
            Element(xml, "updated", Time(entries.Select(entry => entry.Publication.About.Date).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()));
            Author(xml);
            Link(xml, "self", $"{Uri.EscapeDataString(name)}.atom");
            Link(xml, "alternate", "../index.html");
            foreach (var (publication, changes) in entries) Entry(xml, name, publication, changes);
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void Entry(XmlWriter xml, string feed, SitePublication publication, Comparison changes)
    {
        var html = new HtmlText();
        ChangeList.Write(html, changes, MostChanges, _ => null);
        xml.WriteStartElement("entry", Atom);
        Element(xml, "title", $"{publication.Title} ({publication.About.Implementation}): {ChangeList.Summary(changes)}");
        Element(xml, "id", Id($"entry {feed} {publication.Address}"));
        Element(xml, "updated", Time(publication.About.Date));
        Link(xml, "alternate", $"../{publication.Address}");
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Valid(html.ToString()));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml)
    {
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", PageFrame.SiteTitle);
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
    private static string Valid(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)));

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
