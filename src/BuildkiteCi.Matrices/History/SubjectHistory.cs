using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.History;

/// <summary>A subject with all that was ever published of it.</summary>
public sealed class SubjectHistory
{
    private readonly ResultEntry?[]?[] entries;
    private readonly Dictionary<(int Edition, string Implementation, string Generation), SubjectResults> details;

    private ImmutableArray<string> implementations;

    internal SubjectHistory(
        SupportHistory all,
        SubjectName name,
        SubjectKind kind,
        MatrixDefinition definition,
        string type,
        ResultEntry?[]?[] entries,
        Dictionary<(int Edition, string Implementation, string Generation), SubjectResults> details)
    {
        All = all;
        Name = name;
        Kind = kind;
        Definition = definition;
        Type = type;
        this.entries = entries;
        this.details = details;
    }

    /// <summary>The history that it is a part of.</summary>
    public SupportHistory All { get; }

    /// <summary>Its name.</summary>
    public SubjectName Name { get; }

    /// <summary>Model or feature.</summary>
    public SubjectKind Kind { get; }

    /// <summary>The matrix that it is a row of.</summary>
    public MatrixDefinition Definition { get; }

    /// <summary>What a type column shows: <c>Multimodal</c>.</summary>
    public string Type { get; }

    /// <summary>What it is called for readers; a <c>&lt;br&gt;</c> is for narrow tables and becomes a blank.</summary>
    public string Shown => Definition.ShownSubject(Name).Replace("<br>", " ", StringComparison.Ordinal);

    /// <summary>The implementations that ever published it, in the history's order.</summary>
    public ImmutableArray<string> Implementations =>
        implementations.IsDefault
            ? implementations = [
                .. All.Implementations.Where(implementation =>
                    All.Generations.Any(generation => Track(implementation, generation) is not null)
                ),
            ]
            : implementations;

    /// <summary>What an edition showed of it; null where it was not listed.</summary>
    public ResultEntry? At(Edition edition, string implementation, string generation) => Track(implementation, generation)?[edition.Number];

    /// <summary>Whether an edition lists it, on any generation of any implementation.</summary>
    public bool IsIn(Edition edition) => entries.Any(track => track?[edition.Number] is not null);

    /// <summary>
    /// The implementation whose verdict is the row's: auto's, since that is what users get without setting anything; where auto has no
    /// matrix of it, the first that has one. Null where the edition does not list it.
    /// </summary>
    public string? Main(Edition edition)
    {
        // The tracks are in the implementations' order, one after another for each generation.
        for (var track = 0; track < entries.Length; track++)
            if (entries[track]?[edition.Number] is not null) return All.Implementations[track / All.Generations.Length];
        return null;
    }

    /// <summary>The row's entry on a generation in an edition.</summary>
    public ResultEntry? Row(Edition edition, string generation) => Main(edition) is { } main ? At(edition, main, generation) : null;

    /// <summary>The full results; kept of the newest release and of the newest night alone.</summary>
    public SubjectResults? Details(Edition edition, string implementation, string generation) =>
        details.GetValueOrDefault((edition.Number, implementation, generation));

    /// <summary>The class that serves it; null where the newest publications do not name it.</summary>
    public string? Architecture => details.Values.Select(results => results.Architecture).FirstOrDefault(name => name is not null);

    /// <summary>
    /// The oldest release of the unbroken row of releases, up to an edition, with the same verdict; both kinds of Works count as one. Of a
    /// night the row starts with the newest release. Null where no release has it, or the edition does not list it.
    /// </summary>
    public Edition? Since(Edition edition, string implementation, string generation)
    {
        if (At(edition, implementation, generation)?.Verdict is not { } verdict) return null;
        var releases = edition.IsRelease ? All.Releases.Where(release => release.Number <= edition.Number) : All.Releases;
        return releases.Reverse()
            .Where(release => release.Publications.ContainsKey(implementation))
            .TakeWhile(release => At(release, implementation, generation)?.Verdict is { } earlier && earlier.IsSameFor(verdict))
            .LastOrDefault();
    }

    /// <summary>How a stage did night by night.</summary>
    public StageNights Nights(string implementation, string generation, int stage) =>
        StageNights.Of(
            Definition.Stages[stage],
            All.Nights,
            string.Concat(
                All.Nights.Select(night =>
                    At(night, implementation, generation) is { } entry && stage < entry.Stages.Length
                        ? entry.Stages[stage]
                        : Judging.StatusLetter.Nothing
                )
            ),
            implementation
        ) with
        {
            Title = Definition.StageTitle(Definition.Stages[stage]),
        };

    private ResultEntry?[]? Track(string implementation, string generation)
    {
        var (i, g) = (All.Implementations.IndexOf(implementation), All.Generations.IndexOf(generation));
        return i < 0 || g < 0 ? null : entries[(i * All.Generations.Length) + g];
    }
}
