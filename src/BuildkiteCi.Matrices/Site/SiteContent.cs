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
        var names = new SiteAddresses();
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
        SiteAddresses names
    ) =>
        [
            .. from subject in history.Newest is { } newest ? history.InOrder(newest) : []
            where subject.Kind == SubjectKind.Model
            group subject by Organisation(subject) into models
            orderby models.Key.ToUpperInvariant(), models.Key
            select (models.Key, names.Page("org", models.Key), models.ToArray()),
        ];

    private static string Organisation(SubjectHistory subject) => subject.Name.Text.Split('/')[0];
}
