namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>The state of a series: one answer for text, JSON, annotation and page.</summary>
/// <param name="Verdict">Of what happened last; unchanged where nothing did.</param>
/// <param name="IsSuspected">Whether it is not confirmed yet.</param>
/// <param name="Since">The night since which; null where nothing happened.</param>
/// <param name="Relative">By how much; 0 where nothing happened.</param>
/// <param name="IsNews">Whether it happened within the last 30 days of the series, or is only suspected.</param>
public sealed record SeriesStanding(ChangeVerdict Verdict, bool IsSuspected, DateOnly? Since, double Relative, bool IsNews)
{
    private const int NewsDays = 30;

    /// <summary>The series' state. A level that came back is where it was.</summary>
    public static SeriesStanding Of(SeriesChanges found)
    {
        if (!found.HasEnoughData) return new SeriesStanding(ChangeVerdict.NotEnoughData, false, null, 0, false);
        if (found.Suspicion is { } suspicion)
            return new SeriesStanding(suspicion.Verdict, true, suspicion.First.Date, suspicion.Relative, true);
        if (found.Changes is not [.., { IsReturn: false } last]) return new SeriesStanding(ChangeVerdict.Unchanged, false, null, 0, false);
        return new SeriesStanding(
            last.Verdict,
            false,
            last.First.Date,
            last.Relative,
            found.Series.Points[^1].Date.DayNumber - last.First.Date.DayNumber <= NewsDays
        );
    }

    /// <summary><c>regressed -5.0 % since 2026-03-06</c>, <c>regression of -48.2 % suspected since 2026-05-02</c>,
    /// <c>unchanged</c>.</summary>
    public override string ToString() =>
        Since is not { } since ? Verdict.Word()
        : IsSuspected ? $"{EventText.Noun(Verdict)} of {Relative * 100:+0.0;-0.0} % suspected since {since:yyyy-MM-dd}"
        : $"{Verdict.Word()} {Relative * 100:+0.0;-0.0} % since {since:yyyy-MM-dd}";
}
