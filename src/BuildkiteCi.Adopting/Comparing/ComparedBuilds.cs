using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Adopting.Observing;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>Builds that were made in both ways, and everything that differs in any of them, once.</summary>
/// <param name="Builds">The builds.</param>
/// <param name="Differences">What differs, those that nobody wants first.</param>
/// <param name="Unused">Wanted differences that there are none of.</param>
public sealed record ComparedBuilds(
    ImmutableArray<ComparedBuild> Builds,
    ImmutableArray<Difference> Differences,
    ImmutableArray<WantedDifference> Unused
)
{
    /// <summary>Puts the differences of many builds together.</summary>
    /// <param name="builds">The builds.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="areAll">Whether these are all builds: of some alone it is not known which wanted differences there are none of.</param>
    public static ComparedBuilds Of(ImmutableArray<ComparedBuild> builds, WantedDifferences wanted, bool areAll = true)
    {
        var all = BuildComparison.Together(
            builds.SelectMany(build => build.Differences.Select(difference => (build.Observed.Scenario.Name, difference))),
            wanted
        );
        return new ComparedBuilds(
            builds,
            [.. all.OrderBy(difference => difference.Reason is null ? 0 : 1)],
            areAll ? [.. wanted.Unused(all)] : []
        );
    }

    /// <summary>The comparison for a terminal, line by line.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var build in Builds)
        {
            var before = BuildImage.Of(build.Observed);
            var open = build.Differences.Count(difference =>
                Differences.Any(one => one.Reason is null && one.Builds.Contains(build.Observed.Scenario.Name) && Same(one, difference))
            );
            var now = build.Composed.Value!;
            yield return $"{(open == 0 ? "same" : "DIFF")}  {build.Observed.Scenario}: {before.Steps.Length} steps before, "
                + $"{now.Steps.Length} now; "
                + $"exit status {before.ExitStatus}, {now.ExitStatus}; {build.Differences.Length} differences, {open} not explained";
            if (open > 0 && before.ExitStatus != 0 && now.ExitStatus == 0)
            {
                yield return $"      {build.Observed.Scenario.Script} ended with: {build.Observed.LastLine}";
                yield return "      If only a program that this machine lacks is the reason: --pass-over and the script that needs it.";
            }

            foreach (var problem in build.Composed.Diagnostics.Where(problem => problem.Severity == Severity.Error))
                yield return $"      {problem}";
        }

        foreach (var difference in Differences.Where(difference => difference.Reason is null))
        {
            yield return "";
            yield return $"not explained: {difference}";
            yield return $"  in {Where(difference)}";
        }

        foreach (
            var same in Differences
                .Where(difference => difference.Reason is not null)
                .GroupBy(difference => (difference.What, difference.Attribute, difference.Reason))
        )
        {
            var all = same.ToArray();
            yield return "";
            yield return $"wanted: {all[0]}{(all.Length > 1 ? $", and {all.Length - 1} more of this sort" : "")}";
            yield return $"  because {same.Key.Reason}";
        }

        foreach (var row in Unused)
            yield return $"{row.Location}: note: nothing differs in this way any more ({row.What} {row.Name}); remove the line";
        yield return "";
        yield return $"{Builds.Length} builds, {Differences.Length} differences: "
            + $"{Differences.Count(difference => difference.Reason is not null)} wanted, "
            + $"{Differences.Count(difference => difference.Reason is null)} not explained";
    }

    /// <summary>The comparison as a note on a build's page.</summary>
    /// <param name="most">Differences that are shown; the rest is counted.</param>
    public string Markdown(int most)
    {
        var text = new StringBuilder();
        var open = Differences.Where(difference => difference.Reason is null).ToArray();
        text.Append(
            open.Length == 0
                ? "**Shadow**: composed, this build would be the same"
                : $"**Shadow**: composed, this build would differ in {open.Length} ways"
        );
        text.Append($" ({Differences.Length - open.Length} wanted differences).\n");
        if (open.Length == 0) return text.ToString();
        text.Append("\n```\n");
        foreach (var difference in open.Take(most))
            text.Append(difference.ToString().Replace("`", "'", StringComparison.Ordinal)).Append('\n');
        if (open.Length > most) text.Append($"… and {open.Length - most} more: ./build.sh --target=Compare\n");
        return text.Append("```\n").ToString();
    }

    /// <summary>The comparison as JSON: <c>builds</c> and <c>differences</c>.</summary>
    public string Json() => JsonText.IndentedObject(json =>
    {
        json.WriteStartArray("builds");
        foreach (var build in Builds)
        {
            json.WriteStartObject();
            json.WriteString("name", build.Observed.Scenario.Name);
            json.WriteNumber("exitStatusBefore", build.Observed.ExitStatus);
            json.WriteNumber("exitStatusNow", build.Composed.Value!.ExitStatus);
            json.WriteNumber("uploadsBefore", build.Observed.Uploads.Length);
            json.WriteNumber("stepsBefore", BuildImage.Of(build.Observed).Steps.Length);
            json.WriteNumber("stepsNow", build.Composed.Value.Steps.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (var difference in Differences) Write(json, difference);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, Difference difference)
    {
        json.WriteStartObject();
        json.WriteString("what", difference.What);
        json.WriteString("name", difference.Name);
        json.WriteString("attribute", difference.Attribute);
        json.WriteString("before", difference.Before);
        json.WriteString("now", difference.Now);
        json.WriteString("reason", difference.Reason);
        json.WriteStartArray("builds");
        foreach (var build in difference.Builds) json.WriteStringValue(build);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool Same(Difference one, Difference other) =>
        one with { Builds = [], Reason = null } == other with { Builds = [], Reason = null };

    private string Where(Difference difference) =>
        difference.Builds.Length == Builds.Length ? "all builds" : string.Join(", ", difference.Builds);
}

/// <summary>A build that was made in both ways.</summary>
/// <param name="Observed">As the present bootstrap makes it.</param>
/// <param name="Composed">As it is composed; with the diagnostics that keep it from being composed.</param>
/// <param name="Differences">What differs.</param>
public sealed record ComparedBuild(ObservedBuild Observed, Diagnosed<BuildImage> Composed, ImmutableArray<Difference> Differences);
