using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>
/// Leaves out the steps of catalogue files that a build does not need where its results are collected at the end: record steps, and test
/// steps that only state a result which is known beforehand. What waited for them waits for what they waited for, so that every stage runs
/// exactly where it ran before and the matrix is the same.
/// </summary>
/// <remarks>
/// A record step fails where its test fails, and so keeps the next stage from running. Without it the test step itself has to: it loses its
/// <c>soft_fail</c> (or gets the record step's). What is unknown beforehand is kept: conditions, and steps that do more.
/// </remarks>
public static class ResultCollecting
{
    // Whether such a step runs at all is not known here.
    private static readonly ImmutableArray<string> Uncertain = ["if", "skip", "branches", "matrix", "parallelism", "plugins", "if_changed"];

    /// <summary>Collects the results of a generation's files.</summary>
    /// <param name="files">The files that take part, expanded for the generation.</param>
    /// <param name="recorded">Whether record steps of older files are left out, too.</param>
    public static CollectedFiles Collect(ImmutableArray<ExpandedFile> files, bool recorded)
    {
        var records = recorded ? Records(files) : [];
        var known = Known(files, records);
        var left = new Dictionary<Step, string>(ReferenceEqualityComparer.Instance);
        foreach (var record in records.Values) left[record.DeclaringStep] = "its results are collected at the end";
        foreach (var (key, one) in known.Results) left[one.Stage.Step] = $"its result '{one.Texts[key]}' is known and written at once";

        var replaced = new ReplacedKeys(
            records.Select(pair => KeyValuePair.Create(pair.Key, Replacements(pair.Value.DeclaringStep, pair.Value.Key.Text)))
                .Concat(known.Results.Select(pair => KeyValuePair.Create(pair.Key, Replacements(pair.Value.Stage.Step, null)))));
        var hardened = new Dictionary<Step, CommandStep>(ReferenceEqualityComparer.Instance);
        foreach (var record in records.Values) hardened[record.Step] = record.DeclaringStep;
        return new CollectedFiles(
            [
                .. files.Select(file =>
                    file with
                    {
                        Steps =
                        [
                            .. file.Steps.Where(step => !left.ContainsKey(step)).Select(step => replaced.Apply(Hardened(step, hardened))),
                        ],
                    }
                ),
            ],
            [.. files.SelectMany(file => file.Steps.Where(left.ContainsKey).Select(step => new LeftOutStep(file, step, left[step])))],
            known
                .Results.Values.SelectMany(one => one.Texts)
                .DistinctBy(text => text.Key)
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            replaced);
    }

    // Record steps that can be left out, by their keys.
    private static Dictionary<string, StageStep> Records(ImmutableArray<ExpandedFile> files)
    {
        var records = new Dictionary<string, StageStep>(StringComparer.Ordinal);
        foreach (var stage in files.SelectMany(file => file.Stages))
        {
            if (stage.RecordedBy is not { } key || ReferenceEquals(stage.Step, stage.DeclaringStep) || !OnlyRecords(stage)) continue;
            // A test that states its own failure ends well, and its record step alone fails: that one has to stay.
            if (KnownResult.Of(stage) is { } texts && IsFailing(texts, stage)) continue;
            records.TryAdd(key.Text, stage);
        }

        return records;
    }

    private static bool OnlyRecords(StageStep stage) =>
        IsCertain(stage.DeclaringStep)
        && stage.DeclaringStep.Command.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var script, _]
        && script.EndsWith("record_step_result.sh", StringComparison.Ordinal)
        && stage.DeclaringStep.DependsOn.Any(dependency => dependency.Key == stage.Key.Text);

    // Test steps whose result is known beforehand, by their keys, with the meta-data that states it.
    private static KnownResults Known(ImmutableArray<ExpandedFile> files, Dictionary<string, StageStep> records)
    {
        var known = new KnownResults(records);
        foreach (var stage in files.SelectMany(file => file.Stages))
        {
            var collected =
                stage.RecordedBy is null || (records.TryGetValue(stage.RecordedBy.Text, out var record) && ReferenceEquals(record, stage));
            if (!collected || !IsCertain(stage.Step) || KnownResult.Of(stage) is not { } texts || IsFailing(texts, stage)) continue;
            known.Add(stage, texts);
        }

        return known;
    }

    private static bool IsCertain(CommandStep step) => !Uncertain.Any(step.Attributes.Has);

    private static bool IsFailing(ImmutableDictionary<string, string> texts, StageStep stage) =>
        KnownResult.StatusOf(texts[stage.Key.Text]) == Status.Failing;

    private static ImmutableArray<string> Replacements(CommandStep step, string? first) =>
        [.. step.DependsOn.Select(dependency => dependency.Key).Prepend(first).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static Step Hardened(Step step, Dictionary<Step, CommandStep> hardened)
    {
        if (!hardened.TryGetValue(step, out var record)) return step;
        return record.Attributes["soft_fail"] is { } soft
            ? step.With(step.Body.With("soft_fail", soft))
            : step.With(step.Body.Without("soft_fail"));
    }

    /// <summary>The results that are known so far.</summary>
    private sealed class KnownResults(Dictionary<string, StageStep> records)
    {
        public Dictionary<string, (StageStep Stage, ImmutableDictionary<string, string> Texts)> Results { get; } =
            new(StringComparer.Ordinal);

        // Where an earlier stage fails, this one states nothing, and a matrix shows Untested. A result that is the same can be written at
        // once; any other one only where nothing that might fail comes before.
        public void Add(StageStep stage, ImmutableDictionary<string, string> texts)
        {
            var saysNothing = KnownResult.StatusOf(texts[stage.Key.Text]) == Status.Untested;
            if (saysNothing || stage.Step.DependsOn.All(dependency => IsKnown(dependency.Key)))
                Results.TryAdd(stage.Key.Text, (stage, texts));
        }

        private bool IsKnown(string key) => Results.ContainsKey(records.TryGetValue(key, out var record) ? record.Key.Text : key);
    }
}

/// <summary>Files of one generation whose results are collected once all tests are done.</summary>
/// <param name="Files">The files with the steps that are left.</param>
/// <param name="LeftOut">The steps that are not, in the order of the files.</param>
/// <param name="Declared">Results that are known without running anything, as the meta-data that states them.</param>
/// <param name="Replaced">What a step that waits for a step left out waits for instead, by the key left out.</param>
public sealed record CollectedFiles(
    ImmutableArray<ExpandedFile> Files,
    ImmutableArray<LeftOutStep> LeftOut,
    ImmutableSortedDictionary<string, string> Declared,
    ReplacedKeys Replaced);

/// <summary>A step of a file that takes part which is not uploaded.</summary>
/// <param name="File">The file, expanded.</param>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why, as a part of a sentence: <c>its one result 'unverified' is written at once</c>.</param>
public sealed record LeftOutStep(ExpandedFile File, Step Step, string Reason);
