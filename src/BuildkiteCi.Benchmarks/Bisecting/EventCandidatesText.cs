using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>Writes the commits to try.</summary>
public static class EventCandidatesText
{
    private const int ShortLength = 12;

    /// <summary>The event, its commits with their chances, what else changed, and how to find the one.</summary>
    public static string Write(EventCandidates found)
    {
        var text = new StringBuilder($"{EventText.Heading(found.Event)}\n");
        foreach (var member in found.Event.Members.Take(3)) text.Append($"  {EventText.Line(member)}\n");
        text.Append(
            $"last good {Short(found.LastGood)} of {found.Event.LastGood.Date:yyyy-MM-dd}, first bad "
                + $"{Short(EventCandidates.Of(found.Event.FirstBad, CommitLog.Component))} of {found.Event.FirstBad.Date:yyyy-MM-dd}\n"
        );
        if (found.Problem is { } problem) text.Append($"{problem}\n");
        foreach (var commit in found.Commits)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Percent(commit.Chance),5} {Short(commit.Commit)} {commit.Time:yyyy-MM-dd} {commit.Subject}\n"
            );
        if (found.SameCode > 0.005)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Percent(found.SameCode),5} none of them: the runs on both sides measured the same code\n"
            );
        foreach (var range in found.Others)
            text.Append($"also changed: {range}{(CompareLink.Of(range) is { } link ? $" ({link})" : "")}\n");
        if (!found.Commits.IsEmpty) text.Append($"to find the one: ./build.sh --target=Benchmark --bisect={found.Event.Id}\n");
        return text.ToString();
    }

    /// <summary><c>event</c>, <c>last_good</c>, <c>first_bad</c>, <c>commits</c> (<c>commit</c>, <c>date</c>, <c>subject</c>,
    /// <c>chance</c>), <c>same_code</c>, <c>also_changed</c>; <c>problem</c> where they could not be listed.</summary>
    public static string WriteJson(EventCandidates found) => JsonText.IndentedObject(writer =>
    {
        writer.WriteString("event", found.Event.Id);
        writer.WriteString("last_good", found.LastGood);
        writer.WriteString("first_bad", EventCandidates.Of(found.Event.FirstBad, CommitLog.Component));
        writer.WriteStartArray("commits");
        foreach (var commit in found.Commits)
        {
            writer.WriteStartObject();
            writer.WriteString("commit", commit.Commit);
            writer.WriteString("date", commit.Time);
            writer.WriteString("subject", commit.Subject);
            writer.WriteNumber("chance", Math.Round(commit.Chance, 4));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("same_code", Math.Round(found.SameCode, 4));
        writer.WriteStartArray("also_changed");
        foreach (var range in found.Others) SeriesJson.Write(writer, range, link: null);
        writer.WriteEndArray();
        if (found.Problem is { } problem) writer.WriteString("problem", problem);
    });

    internal static string Short(string commit) =>
        commit.Length > ShortLength ? commit[..ShortLength]
        : commit.Length == 0 ? "(not known)"
        : commit;

    internal static string Percent(double chance) =>
        chance switch
        {
            > 0 and < 0.005 => "<1 %",
            > 0.995 and < 1 => ">99 %",
            _ => $"{chance * 100:0} %",
        };
}
