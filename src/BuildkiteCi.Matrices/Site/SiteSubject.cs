using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A subject with everything that was ever published of it.</summary>
/// <param name="Name">The subject.</param>
/// <param name="Kind">Model or feature.</param>
/// <param name="Definition">The matrix that it stands in.</param>
/// <param name="Address">Its page, from the site's root.</param>
/// <param name="Tracks">What was published of it, a track for each implementation that knows it, in the site's order.</param>
internal sealed record SiteSubject(SubjectName Name, SubjectKind Kind, MatrixDefinition Definition, string Address, ImmutableArray<SubjectTrack> Tracks)
{
    /// <summary>The newest word on it: of the first implementation that has it in its newest publication, else of whichever had it last.</summary>
    public SubjectTrack Main => Tracks.FirstOrDefault(track => track.Newest is not null) ?? Tracks[0];

    /// <summary>What it is called for readers. A <c>&lt;br&gt;</c> is for narrow Markdown tables; the site breaks lines where it must.</summary>
    public string Shown => Definition.ShownSubject(Name).Replace("<br>", " ", StringComparison.Ordinal);
}

/// <summary>What one implementation's publications say of a subject.</summary>
/// <param name="Line">The implementation's publications.</param>
/// <param name="Results">What each of them says, oldest first; null where it does not know the subject. As long as the line's publications.</param>
internal sealed record SubjectTrack(PublicationLine Line, ImmutableArray<SubjectSupport?> Results)
{
    /// <summary>What the newest publication says; null where the subject is gone from it.</summary>
    public SubjectSupport? Newest => Results[^1];

    /// <summary>What was said last, in whichever publication.</summary>
    public SubjectSupport Last => Results.Last(result => result is not null)!;

    /// <summary>A cell's results, oldest first.</summary>
    public IEnumerable<StageResult?> Cell(string generation, string stage) => Results.Select(result => result?.On(generation, stage));
}
