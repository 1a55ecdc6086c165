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
internal static class ResultCollecting
{
    /// <summary>Collects the results of a generation's files.</summary>
    /// <param name="files">The files that take part, expanded for the generation.</param>
    /// <param name="recorded">Whether record steps of older files are left out, too.</param>
    public static CollectedFiles Collect(ImmutableArray<FileOutline> files, bool recorded)
    {
        var records = recorded ? Records(files) : [];
        var known = Known(files, records);
        var changes = new StepChanges();
        foreach (var record in records.Values)
        {
            changes.LeaveOut(record, record.Declaring, "its results are collected at the end");
            changes.Harden(record);
        }

        foreach (var (key, one) in known.Results)
            changes.LeaveOut(one.Stage, one.Stage.Test, $"its result '{one.Texts[key]}' is known and written at once");

        var replaced = new ReplacedKeys(
            records.Select(pair => KeyValuePair.Create(pair.Key, Replacements(pair.Value.Declaring, pair.Value.Key.Text)))
                .Concat(known.Results.Select(pair => KeyValuePair.Create(pair.Key, Replacements(pair.Value.Stage.Test, null)))));
        return new CollectedFiles(
            [.. files.Select(file => new ComposedFile(file, changes.Of(file), replaced))],
            known
                .Results.Values.SelectMany(one => one.Texts)
                .DistinctBy(text => text.Key)
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            replaced);
    }

    /// <summary>The files with all of their steps.</summary>
    public static CollectedFiles Keep(ImmutableArray<FileOutline> files) =>
        new(
            [.. files.Select(file => new ComposedFile(file, FileChanges.None, ReplacedKeys.None))],
            ImmutableSortedDictionary<string, string>.Empty,
            ReplacedKeys.None);

    // Record steps that can be left out, by their keys.
    private static Dictionary<string, StageOutline> Records(ImmutableArray<FileOutline> files)
    {
        var records = new Dictionary<string, StageOutline>(StringComparer.Ordinal);
        foreach (var stage in files.SelectMany(file => file.Collectable))
        {
            // A test that states its own failure ends well, and its record step alone fails: that one has to stay.
            if (stage.IsOnlyRecorded && !(stage.Known is { } texts && IsFailing(texts, stage)))
                records.TryAdd(stage.RecordedBy!.Text, stage);
        }

        return records;
    }

    // Test steps whose result is known beforehand, by their keys, with the meta-data that states it.
    private static KnownResults Known(ImmutableArray<FileOutline> files, Dictionary<string, StageOutline> records)
    {
        var known = new KnownResults(records);
        foreach (var stage in files.SelectMany(file => file.Collectable))
        {
            var collected =
                stage.RecordedBy is null || (records.TryGetValue(stage.RecordedBy.Text, out var record) && ReferenceEquals(record, stage));
            if (!collected || !stage.IsCertain || stage.Known is not { } texts || IsFailing(texts, stage)) continue;
            known.Add(stage, texts);
        }

        return known;
    }

    private static bool IsFailing(ImmutableDictionary<string, string> texts, StageOutline stage) =>
        KnownResult.StatusOf(texts[stage.Key.Text]) == Status.Failing;

    private static ImmutableArray<string> Replacements(StepReference step, string? first) =>
        [.. step.WaitsFor.Prepend(first).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The results that are known so far.</summary>
    private sealed class KnownResults(Dictionary<string, StageOutline> records)
    {
        public Dictionary<string, (StageOutline Stage, ImmutableDictionary<string, string> Texts)> Results { get; } =
            new(StringComparer.Ordinal);

        // Where an earlier stage fails, this one states nothing, and a matrix shows Untested. A result that is the same can be written at
        // once; any other one only where nothing that might fail comes before.
        public void Add(StageOutline stage, ImmutableDictionary<string, string> texts)
        {
            var saysNothing = KnownResult.StatusOf(texts[stage.Key.Text]) == Status.Untested;
            if (saysNothing || stage.Test.WaitsFor.All(IsKnown)) Results.TryAdd(stage.Key.Text, (stage, texts));
        }

        private bool IsKnown(string key) => Results.ContainsKey(records.TryGetValue(key, out var record) ? record.Key.Text : key);
    }

    /// <summary>What happens to the steps of all files.</summary>
    private sealed class StepChanges
    {
        private readonly Dictionary<FileOutline, FileChanges> files = new(ReferenceEqualityComparer.Instance);

        public FileChanges Of(FileOutline file) => files.GetValueOrDefault(file, FileChanges.None);

        // What is known of a step last is why it is left out.
        public void LeaveOut(StageOutline stage, StepReference step, string reason)
        {
            var isTest = stage.File.Tests.Any(one => one.Place == step.Place);
            var left = new LeftOutStep(step.Name, reason, isTest) { Place = step.Place };
            var changes = Of(stage.File);
            files[stage.File] = changes with
            {
                LeftOut = [.. changes.LeftOut.Where(one => one.Place != step.Place).Append(left).OrderBy(one => one.Place)],
            };
        }

        public void Harden(StageOutline stage)
        {
            var changes = Of(stage.File);
            files[stage.File] = changes with
            {
                Hardened = [.. changes.Hardened.Where(one => one.Test != stage.Test.Place), (stage.Test.Place, stage.Declaring.Place)],
            };
        }
    }
}

/// <summary>What happens to the steps of one file.</summary>
/// <param name="LeftOut">The steps that are not in the build, in the order of the file.</param>
/// <param name="Hardened">The places of test steps whose failure counts, each with that of the step that recorded it.</param>
internal sealed record FileChanges(ImmutableArray<LeftOutStep> LeftOut, ImmutableArray<(int Test, int Record)> Hardened)
{
    /// <summary>Every step stays as it is.</summary>
    public static FileChanges None { get; } = new([], []);
}

/// <summary>Files of one generation whose results are collected once all tests are done.</summary>
/// <param name="Files">The files with the steps that are left.</param>
/// <param name="Declared">Results that are known without running anything, as the meta-data that states them.</param>
/// <param name="Replaced">What a step that waits for a step left out waits for instead, by the key left out.</param>
internal sealed record CollectedFiles(
    ImmutableArray<ComposedFile> Files,
    ImmutableSortedDictionary<string, string> Declared,
    ReplacedKeys Replaced);
