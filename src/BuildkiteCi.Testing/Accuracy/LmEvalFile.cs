using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Testing.Accuracy;

/// <summary>
/// Reads the results file of lm_eval. <c>results.TASK."METRIC,FILTER"</c> is a score, <c>"METRIC_stderr,FILTER"</c> its standard error, a
/// number or <c>"N/A"</c>. Of a task group the group's score counts, its subtasks stand in <c>results</c> too.
/// </summary>
public static class LmEvalFile
{
    // In results beside the scores, and not scores.
    private static readonly ImmutableArray<string> NotScores = ["name", "alias", "sample_len", "sample_count"];

    // What is judged where a task has several: the strict reading of the answer before the lenient one. gsm8k writes the filter with a
    // hyphen, mmlu_llama with an underscore.
    private static readonly ImmutableArray<string> FiltersByRank = ["strict-match", "strict_match", "none", ""];

    /// <summary>
    /// A report, or none where the file holds no score, or where the one that is judged is no number: another filter's score is another
    /// measurement, and must not pass for it.
    /// </summary>
    public static Diagnosed<AccuracyReport> Parse(SourceFile file)
    {
        var json = JsonSource.Parse(file);
        if (json.Value is null) return Diagnosed.With<AccuracyReport>(null, json.Diagnostics);
        if (json.Value is not JsonObjectPart root || root["results"] is not JsonObjectPart results)
        {
            return Diagnosed.With<AccuracyReport>(
                null,
                [
                    new Diagnostic(
                        AccuracyRules.NoScore,
                        json.Value.Location,
                        "there is no object 'results'",
                        "name the file that lm_eval wrote below --output_path"
                    ),
                ]
            );
        }

        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var tasks = TopTasks(root, results);
        var scores = tasks.SelectMany(task => Scores(root, task, found)).ToImmutableArray();
        if (scores.IsEmpty)
        {
            found.Add(
                new Diagnostic(
                    AccuracyRules.NoScore,
                    results.Location,
                    "'results' holds no score",
                    "look at lm_eval's output: the evaluation did not finish"
                )
            );
            return Diagnosed.With<AccuracyReport>(null, found);
        }

        var judged = scores.Where(score => score.Task == scores[0].Task).MinBy(score => Rank(score.Metric.Name))!;
        if (double.IsNaN(judged.Score)) return Diagnosed.With<AccuracyReport>(null, found);
        if (tasks.Length > 1)
        {
            found.Add(
                new Diagnostic(
                    AccuracyRules.SeveralScores,
                    results.Location,
                    $"{tasks.Length} tasks were evaluated, '{judged.Task}' is taken",
                    "evaluate one task at a time to judge each"
                )
            );
        }

        return Diagnosed.With(new AccuracyReport(judged, [.. scores.Where(score => !double.IsNaN(score.Score))]), found);
    }

    // The groups that are in no other group; without groups, all tasks.
    private static ImmutableArray<JsonMember> TopTasks(JsonObjectPart root, JsonObjectPart results)
    {
        if (root.ObjectAt("groups") is not { Members.IsEmpty: false } groups) return results.Members;
        var inner = root.ObjectAt("group_subtasks")?.Members
            .SelectMany(group => group.Value is JsonArrayPart tasks ? tasks.Items.OfType<JsonTextPart>().Select(task => task.Text) : [])
            .ToHashSet(StringComparer.Ordinal) ?? [];
        var top = groups.Members.Where(group => !inner.Contains(group.Name)).ToImmutableArray();
        return top.IsEmpty ? groups.Members : top;
    }

    // In the file's order; NaN where a score is no number.
    private static IEnumerable<AccuracyScore> Scores(JsonObjectPart root, JsonMember task, ImmutableArray<Diagnostic>.Builder found)
    {
        if (task.Value is not JsonObjectPart values) yield break;
        foreach (var member in values.Members)
        {
            var (metric, filter) = Split(member.Name);
            if (NotScores.Contains(metric.Trim()) || metric.EndsWith("_stderr", StringComparison.Ordinal)) continue;
            var score = member.Value is JsonNumberPart { Value: > double.NegativeInfinity and < double.PositiveInfinity } number
                ? number.Value
                : double.NaN;
            var error = values[filter.Length == 0 ? metric + "_stderr" : $"{metric}_stderr,{filter}"] as JsonNumberPart;
            yield return new AccuracyScore(
                task.Name,
                MetricOf(root, task.Name, metric, member.Name),
                score,
                error?.Value,
                Samples(root, task.Name, values, depth: 0)
            );
            if (double.IsNaN(score))
            {
                found.Add(
                    new Diagnostic(
                        AccuracyRules.NotANumber,
                        member.Value.Location,
                        $"the score '{member.Name}' of '{task.Name}' is {member.Value.Kind}, not a number",
                        "the score counts as not measured; look at lm_eval's output"
                    )
                );
            }
        }
    }

    // The file's own direction wins; scores are fractions unless their name is known for another scale.
    private static Metric MetricOf(JsonObjectPart root, string task, string metric, string name)
    {
        var known = EvaluationMetrics.Named(name) ?? new Metric(name, MetricUnit.Fraction, Better.Higher);
        return root.ObjectAt("higher_is_better")?.ObjectAt(task)?[metric] is JsonBooleanPart direction
            ? known with
            {
                Better = direction.Value ? Better.Higher : Better.Lower,
            }
            : known;
    }

    private static int? Samples(JsonObjectPart root, string task, JsonObjectPart? values, int depth)
    {
        if (root.ObjectAt("n-samples")?.ObjectAt(task)?["effective"] is JsonNumberPart effective) return (int)effective.Value;
        if (depth < 8 && root.ObjectAt("group_subtasks")?[task] is JsonArrayPart { Items.IsEmpty: false } subtasks)
        {
            var counts = subtasks
                .Items.OfType<JsonTextPart>()
                .Select(subtask => Samples(root, subtask.Text, null, depth + 1))
                .ToImmutableArray();
            return counts.All(count => count is not null) ? counts.Sum() : null;
        }

        return (values?["sample_len"] ?? values?["sample_count"]) is JsonNumberPart count ? (int)count.Value : null;
    }

    private static int Rank(string metric)
    {
        var rank = FiltersByRank.IndexOf(Split(metric).Filter);
        return rank < 0 ? FiltersByRank.Length : rank;
    }

    private static (string Metric, string Filter) Split(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? (name, "") : (name[..comma], name[(comma + 1)..]);
    }
}

/// <summary>The scores of one evaluation.</summary>
/// <param name="Main">The one that is judged.</param>
/// <param name="All">All of them, in the file's order; of task groups the group's own.</param>
public sealed record AccuracyReport(AccuracyScore Main, ImmutableArray<AccuracyScore> All);
