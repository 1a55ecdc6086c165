using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>Writes how a bisection ended.</summary>
public static class BisectText
{
    /// <summary>One sentence: the commit, or noise, with the odds.</summary>
    public static string Sentence(Bisection bisection)
    {
        var (verdict, commits, chance) = bisection.Standing;
        var odds = EventCandidatesText.Percent(chance);
        return verdict switch
        {
            BisectVerdict.Culprit when commits.Length == 1 => $"{commits[0].Commit} brought it in, {odds} sure: {commits[0].Subject}",
            BisectVerdict.Culprit =>
                $"one of {commits.Length} commits brought it in, {odds} sure; those before the last of them cannot be run: "
                    + $"{string.Join(", ", commits.Select(one => $"{EventCandidatesText.Short(one.Commit)} {one.Subject}"))}",
            BisectVerdict.Noise => $"noise, {odds} sure: every commit measures as before the change",
            BisectVerdict.Environment =>
                $"not the code, {odds} sure: the last good commit measures as the bad ones do now; look at the machine, its image and "
                    + "drivers",
            _ =>
                "not decided: the likeliest is "
                    + $"{(commits is [{ } first, ..] ? $"{EventCandidatesText.Short(first.Commit)} {first.Subject}" : "none")}, {odds}",
        };
    }

    /// <summary><c>event</c>, <c>case</c>, <c>device</c>, <c>metric</c>, <c>verdict</c> (<c>culprit</c>, <c>noise</c>, <c>environment</c>,
    /// <c>undecided</c>), <c>chance</c>, <c>culprits</c>, <c>commits</c> with their chances, <c>runs</c>.</summary>
    public static string WriteJson(string name, SeriesKey series, Bisection bisection)
    {
        var (verdict, culprits, chance) = bisection.Standing;
        var (chances, noise, environment) = bisection.Chances;
        return JsonText.IndentedObject(writer =>
        {
            writer.WriteString("event", name);
            writer.WriteString("case", series.Case);
            writer.WriteString("device", series.Device);
            writer.WriteString("metric", series.Metric.Name);
            writer.WriteString("verdict", verdict.ToString().ToLowerInvariant());
            writer.WriteNumber("chance", Math.Round(chance, 4));
            writer.WriteNumber("noise", Math.Round(noise, 4));
            writer.WriteNumber("environment", Math.Round(environment, 4));
            writer.WriteStartArray("culprits");
            foreach (var one in culprits) writer.WriteStringValue(one.Commit);
            writer.WriteEndArray();
            writer.WriteStartArray("commits");
            for (var i = 0; i < chances.Length; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("commit", bisection.Commits[i].Commit);
                writer.WriteString("subject", bisection.Commits[i].Subject);
                writer.WriteNumber("chance", Math.Round(chances[i], 4));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("runs");
            foreach (var run in bisection.Results)
            {
                writer.WriteStartObject();
                writer.WriteString("commit", run.Commit);
                if (run.Value is { } value) writer.WriteNumber("value", value);
                if (run.Failure is { } failure) writer.WriteString("failure", failure);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
