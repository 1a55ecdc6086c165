using System.Security.Cryptography;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Everything that the site shows, and where each page is.</summary>
internal sealed class SiteContent
{
    /// <summary>Rows that one page has at most: beyond, a catalogue is shown by organisation.</summary>
    public const int MostRows = 500;

    private readonly Dictionary<SubjectHistory, string> addresses = [];
    private readonly Dictionary<Edition, string> editionAddresses = [];
    private readonly Dictionary<string, HtmlText> shared = new(StringComparer.Ordinal);

    public SiteContent(SupportHistory history, SiteSettings settings, DateTimeOffset now)
    {
        History = history;
        Settings = settings;
        Now = now;
        IsLarge = history.Subjects.Count(subject => subject.Kind == SubjectKind.Model) > MostRows;
        var names = new Addresses();
        foreach (var subject in history.Subjects)
            addresses[subject] = names.Page(subject.Kind == SubjectKind.Model ? "models" : "features", subject.Name.Text);
        foreach (var edition in history.Editions)
            editionAddresses[edition] = names.Page(edition.IsRelease ? "releases" : "nights", edition.Title);
        Organisations = IsLarge ? OrganisationsOf(history, names) : [];
    }

    public SupportHistory History { get; }

    public SiteSettings Settings { get; }

    /// <summary>When the site is written.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The organisations of a large catalogue with the address of their pages; none of a small one.</summary>
    public IReadOnlyList<(string Name, string Address, SubjectHistory[] Models)> Organisations { get; }

    /// <summary>Whether there are more models than one page shows.</summary>
    public bool IsLarge { get; }

    /// <summary>A part that many pages have, made once, by whichever thread is first.</summary>
    /// <param name="name">What it is, with all that makes it differ.</param>
    /// <param name="write">Writes it.</param>
    public HtmlText Shared(string name, Action<HtmlText> write)
    {
        lock (shared)
        {
            if (shared.TryGetValue(name, out var known)) return known;
            var made = new HtmlText();
            write(made);
            return shared[name] = made;
        }
    }

    /// <summary>The page of a subject, from the site's root.</summary>
    public string Address(SubjectHistory subject) => addresses[subject];

    /// <summary>The page of a release or night, from the site's root.</summary>
    public string Address(Edition edition) => editionAddresses[edition];

    /// <summary>The page of an edition's verdicts: the front pages of the newest ones, of any other its own.</summary>
    public string Front(Edition edition) =>
        edition == History.Newest ? "index.html" : edition == History.NewestNight ? "nightly.html" : Address(edition);

    private static List<(string Name, string Address, SubjectHistory[] Models)> OrganisationsOf(
        SupportHistory history,
        Addresses names
    ) =>
        [
            .. from subject in history.Newest is { } newest ? history.InOrder(newest) : []
            where subject.Kind == SubjectKind.Model
            group subject by Organisation(subject) into models
            orderby models.Key.ToUpperInvariant(), models.Key
            select (models.Key, names.Page("org", models.Key), models.ToArray()),
        ];

    private static string Organisation(SubjectHistory subject) => subject.Name.Text.Split('/')[0];

    /// <summary>Gives pages their files' names: safe in an address and on any disk, never the same twice, the same from run to run.</summary>
    private sealed class Addresses
    {
        private readonly HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>A page for something of this name in a folder.</summary>
        /// <param name="folder">The folder, from the site's root.</param>
        /// <param name="name">What the page is about.</param>
        public string Page(string folder, string name)
        {
            var plain = string.Concat(
                    name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' ? character : '_')
                )
                .Trim('.');
            if (plain.Length is 0 or > 100) plain = plain.Length == 0 ? "_" : plain[..100];

            // Two names of one form differ by the second one's hash; on some disks letter case alone does not tell them apart.
            var address = $"{folder}/{plain}.html";
            if (!given.Add(address))
                given.Add(
                    address = $"{folder}/{plain}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4))}.html"
                );
            return address;
        }
    }
}
