using System.Runtime.InteropServices;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>
/// What the steps of a build have to do with each other: keys, dependencies, jobs. The rules about a whole build look at this alone, so
/// that its documents need not be in memory at the same time.
/// </summary>
internal sealed class BuildOutline
{
    // Plugins whose purpose it is to upload.
    private static readonly string[] UploadingPlugins =
    [
        "monorepo-diff",
        "dynamic-pipeline",
        "file-watcher",
        "pipeline-upload",
        "chomper",
        "metahook",
    ];

    private readonly List<StepOutline> steps = [];
    private readonly List<NeededStep> needed = [];
    private readonly List<UploadOutline> uploads = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    // Of 100,000 steps most wait for the same few, and none needs a text of its own for that.
    private readonly HashSet<string> neededKeys = new(StringComparer.Ordinal);

    /// <summary>All steps in order, those within groups right behind their group.</summary>
    public IReadOnlyList<StepOutline> Steps => steps;

    /// <summary>The documents in order.</summary>
    public IReadOnlyList<UploadOutline> Uploads => uploads;

    /// <summary>The keys of all steps, each with the place in <see cref="Steps"/> where it comes first.</summary>
    public IReadOnlyDictionary<string, int> Places => places;

    /// <summary>What a step waits for.</summary>
    public ReadOnlySpan<NeededStep> NeedsOf(StepOutline step) =>
        CollectionsMarshal.AsSpan(needed).Slice(step.FirstNeed, step.NeedCount);

    /// <summary>Whether a step brings further steps into the build, so that not every key is known.</summary>
    public bool UploadsMore { get; private set; }

    /// <summary>Adds a document behind the others. Of its nodes nothing is kept but texts and places.</summary>
    public void Add(PipelineDocument document)
    {
        foreach (var step in document.Steps)
        {
            var group = steps.Count;
            Add(step, StepOutline.NoGroup);
            if (step is not GroupStep { Steps: var inner }) continue;
            foreach (var one in inner) Add(one, group);
        }

        uploads.Add(new UploadOutline(document.Path, document.JobCount));
    }

    private void Add(Step step, int group)
    {
        var key = step.Key;
        if (key is not null) places.TryAdd(key.Canonical, steps.Count);
        var waitsFor = step.DependsOn;
        steps.Add(
            new StepOutline(key?.Canonical ?? step.Name, key?.Location, step.Location, group)
            {
                FirstNeed = needed.Count,
                NeedCount = waitsFor.Length,
            }
        );
        foreach (var dependency in waitsFor) needed.Add(new NeededStep(Once(dependency.Key), dependency.Location));
        UploadsMore |= step is CommandStep command && UploadsFurther(command);
    }

    private string Once(string key)
    {
        if (neededKeys.TryGetValue(key, out var known)) return known;
        if (places.TryGetValue(key, out var place)) key = steps[place].Name;
        neededKeys.Add(key);
        return key;
    }

    // By its own command or by a plugin.
    private static bool UploadsFurther(CommandStep step) =>
        step.Command.Contains("pipeline upload", StringComparison.Ordinal)
        || step.Body["plugins"] is YamlSequence plugins
        && plugins.Items.OfType<YamlMapping>().SelectMany(plugin => plugin.Entries)
            .Any(plugin => Array.Exists(UploadingPlugins, name => plugin.Key.Contains(name, StringComparison.Ordinal)));
}

/// <summary>A step as other steps of its build see it.</summary>
/// <param name="Name">Its key, else what people call it.</param>
/// <param name="KeyLocation">Where its key is; null where it has none.</param>
/// <param name="Location">Where it starts.</param>
/// <param name="Group">The place of the group that it is in, or <see cref="NoGroup"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StepOutline(string Name, SourceLocation? KeyLocation, SourceLocation Location, int Group)
{
    /// <summary>The step is at the top of its upload.</summary>
    public const int NoGroup = -1;

    /// <summary>Its key, or null.</summary>
    public string? Key => KeyLocation is null ? null : Name;

    /// <summary>Where in its build's list of needs its own begin: see <see cref="BuildOutline.NeedsOf"/>.</summary>
    internal int FirstNeed { get; init; }

    /// <summary>How many it has.</summary>
    internal int NeedCount { get; init; }
}

/// <summary>What a step waits for.</summary>
/// <param name="Key">The key of a step or group.</param>
/// <param name="Location">Where the key is written.</param>
internal readonly record struct NeededStep(string Key, SourceLocation Location);

/// <summary>An upload as its build sees it.</summary>
/// <param name="Path">Its file, for diagnostics.</param>
/// <param name="JobCount">How many jobs Buildkite makes of it.</param>
internal readonly record struct UploadOutline(string Path, int JobCount);
