namespace BuildkiteCi.Matrices.Site;

/// <summary>A row of a <see cref="ResultTable"/>.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Support">What is said of it.</param>
/// <param name="Implementation">Which implementation says so.</param>
/// <param name="Track">All that the implementation ever said of it, where cells open their history; null: they link to their jobs.</param>
internal sealed record ResultTableRow(SiteSubject Subject, SubjectSupport Support, string Implementation, SubjectTrack? Track);
