namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>The name that the benchmarks of one build share in their history: when it was composed, <c>yyyyMMdd_HHmmss</c> in Los
/// Angeles.</summary>
public static class JobReference
{
    private const string Zone = "America/Los_Angeles";

    /// <summary>The name for this moment.</summary>
    public static string Of(DateTimeOffset moment) =>
        TimeZoneInfo
            .ConvertTime(moment, TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : WithoutDatabase())
            .ToString("yyyyMMdd_HHmmss");

    // Small images carry no time zone database. The rule since 2007: from the second Sunday of March to the first of November.
    private static TimeZoneInfo WithoutDatabase()
    {
        var two = new DateTime(1, 1, 1, 2, 0, 0);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2007, 1, 1), DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, month: 3, week: 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, month: 11, week: 1, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone(Zone, TimeSpan.FromHours(-8), Zone, Zone, Zone, [rule]);
    }
}
