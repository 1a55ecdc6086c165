using System.Collections.Immutable;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Writing;

/// <summary>Writes the <c>ci.yml</c> of a repository: what differs from the built-in values, each line with the place that it was read
/// from.</summary>
internal static class CiFileWriter
{
    private static readonly ImmutableArray<string> Publications = ["nightly", "release"];

    private static readonly Lazy<string?> BuiltInImage = new(() =>
        BuiltInSettings.File.KnownBlock("testing").KnownBlock("container").Text("image")
    );

    private static readonly ImmutableArray<string> KnownQueues = ["cpu", "cpu_64_core", "tpu_v7x_16_queue"];

    /// <summary>The file's text, without its first line.</summary>
    /// <param name="detected">What was found.</param>
    /// <param name="program">The program that composed steps start.</param>
    public static string Write(DetectedCi detected, string program)
    {
        var file = new CiFileText();
        file.Comment(
            "What differs here from the built-in values of the program, and where each value was read. All settings: ./build.sh --help, "
                + "ADOPTING.md."
        );
        foreach (var question in detected.Questions) file.Comment($"QUESTION {question}");
        Generations(file, detected);
        CatalogueText.Write(file, detected.Catalogue);
        Builds(file, detected);
        Composing(file, detected, program);
        Variables(file, "variables", 0, detected.Variables);
        Pipelines(file, detected);
        Others(file, detected);
        Steps(file, detected);
        Cases(file, detected.Cases);
        Testing(file, detected);
        Matrices(file, detected);
        return file.ToString();
    }

    private static void Generations(CiFileText file, DetectedCi detected)
    {
        ImmutableArray<Generation> found = [.. detected.Generations.Select(one => one.Generation)];
        if (!found.IsEmpty && !found.ToHashSet().SetEquals(Fleet.BuiltIn.Generations))
        {
            file.Gap();
            file.Line(0, "generations:");
            foreach (var (generation, place) in detected.Generations)
            {
                file.Line(1, $"{generation.Name}:", place);
                file.Line(2, $"tpu_version: {CiFileText.Quote(generation.TpuVersion)}");
                file.Line(2, $"meta_data_prefix: {CiFileText.Quote(generation.MetaDataPrefix)}");
                file.Line(2, $"small_queue: {CiFileText.Quote(generation.SmallQueue)}");
                file.Line(2, $"large_queue: {CiFileText.Quote(generation.LargeQueue)}");
                file.Line(2, $"small_tensor_parallel_size: {generation.SmallTensorParallelSize}");
                file.Line(2, $"large_tensor_parallel_size: {generation.LargeTensorParallelSize}");
            }
        }

        if (
            found.IsEmpty
            || detected.OtherQueues.All(queue => KnownQueues.Contains(queue.Queue))
                && found.ToHashSet().SetEquals(Fleet.BuiltIn.Generations)
        )
            return;
        file.Gap();
        file.Line(0, "queues:");
        foreach (
            var (queue, place) in detected.OtherQueues.Concat(
                detected.OtherQueues.Any(one => one.Queue == "cpu") ? [] : [("cpu", (SourceLocation?)null)]
            )
        )
            file.Line(
                1,
                Fleet.BuiltIn.OtherQueues.FirstOrDefault(known => known.Name == queue)
                    is { Generation: { } generation, TensorParallelSize: { } size }
                && found.Any(one => one.Name == generation.Name)
                    ? $"{queue}: {{ generation: {generation}, tensor_parallel_size: {size} }}"
                    : $"{CiFileText.Quote(queue)}: {{}}",
                place
            );
    }

    private static void Builds(CiFileText file, DetectedCi detected)
    {
        var kinds = BuildSettings
            .BuiltIn.Kinds.Select(row =>
                (
                    row.Kind,
                    Priority: detected.Priorities.GetValueOrDefault(row.Kind.Name, row.Priority) is var priority && priority != row.Priority
                        ? (int?)priority
                        : null,
                    Slug: detected.Slugs.GetValueOrDefault(row.Kind.Name) is { } slug && slug != row.Pipeline ? slug : null
                )
            )
            .Where(row => row.Priority is not null || row.Slug is not null).ToArray();
        if (kinds.Length > 0)
        {
            file.Gap();
            file.Line(0, "builds:");
            file.Line(1, "kinds:");
            foreach (var row in kinds)
            {
                var set = new[]
                {
                    row.Priority is { } priority ? $"priority: {priority}" : null,
                    row.Slug is { } slug ? $"pipeline: {slug}" : null,
                };
                file.Line(2, $"{row.Kind}: {{ {string.Join(", ", set.OfType<string>())} }}");
            }
        }

        if (detected.TriedPullRequests && detected.ReadyLabel?.Label != BuildSettings.BuiltIn.PullRequests.ReadyLabel)
        {
            file.Gap();
            file.Line(0, "pull_requests:");
            file.Line(
                1,
                detected.ReadyLabel is { } label ? $"ready_label: {CiFileText.Quote(label.Label)}" : "ready_label: \"\"",
                detected.ReadyLabel?.Place
            );
        }

        if (!detected.ChangeFlags.IsEmpty && !Same(detected.ChangeFlags))
        {
            file.Gap();
            file.Line(0, "change_flags:");
            foreach (var (variable, beginnings, mark) in detected.ChangeFlags)
                file.Line(1, $"{variable}: {CiFileText.List(beginnings)}", mark);
        }

        if (detected.OnCall.IsEmpty) return;
        file.Gap();
        file.Line(0, "notify:");
        foreach (var (by, to) in detected.OnCall)
            file.Line(1, $"{(by == "email" ? "on_call_email" : "on_call_channel")}: {CiFileText.Quote(to)}");
    }

    private static bool Same(ImmutableArray<(string Variable, ImmutableArray<string> Beginnings, SourceLocation Location)> flags) =>
        flags.Length == BuildSettings.BuiltIn.ChangeFlags.Length
        && flags.All(flag =>
            BuildSettings.BuiltIn.ChangeFlags.Any(known =>
                known.Variable == flag.Variable && known.Beginnings.SequenceEqual(flag.Beginnings)
            )
        );

    private static void Composing(CiFileText file, DetectedCi detected, string program)
    {
        var keys = detected.ReplacedKeys.Where(key => key.Key != key.Value).ToArray();
        if (keys.Length == 0 && program == "./build.sh" && detected.OnlyOn.IsEmpty) return;
        file.Gap();
        file.Line(0, "composing:");
        if (program != "./build.sh") file.Line(1, $"program: {program}");
        if (!detected.OnlyOn.IsEmpty)
        {
            file.Line(1, "# Subjects that run on some generations alone.");
            file.Line(
                1,
                $"only_on: {{ "
                    + $"{string.Join(", ", detected.OnlyOn.Select(one => $"{CiFileText.Quote(one.Key)}: {CiFileText.List(one.Value)}"))} }}"
            );
        }

        if (keys.Length == 0) return;
        file.Line(1, "# Steps that wait for these wait for the step of ours that does the same.");
        file.Line(1, $"replaced_keys: {{ {string.Join(", ", keys.Select(key => $"{key.Key}: {key.Value}"))} }}");
    }

    private static void Variables(
        CiFileText file,
        string block,
        int level,
        ImmutableArray<(string Name, ImmutableArray<KeyValuePair<string, string>> Values, SourceLocation? Place)> variables
    )
    {
        if (variables.IsEmpty) return;
        if (level == 0) file.Gap();
        file.Line(level, $"{block}:");
        foreach (var (name, values, place) in variables)
            file.Line(
                level + 1,
                values is [{ Key: "" } only]
                    ? $"{name}: {Json.Quoted(only.Value)}"
                    : $"{name}: {{ {string.Join(", ", values.Select(value => $"{value.Key}: {Json.Quoted(value.Value)}"))} }}",
                place
            );
    }

    // Variables are texts, and a number or a truth value reads as one only within quotes.

    private static void Pipelines(CiFileText file, DetectedCi detected)
    {
        if (detected.Pipelines.IsEmpty) return;
        file.Gap();
        file.Line(0, "pipelines:");
        foreach (var use in detected.Pipelines)
        {
            var words = new List<string> { $"file: {CiFileText.Quote(use.Path)}" };
            if (!use.Builds.IsEmpty) words.Add($"builds: [{string.Join(", ", use.Builds)}]");
            if (!use.Implementations.IsEmpty) words.Add($"implementations: [{string.Join(", ", use.Implementations)}]");
            if (use.PerGeneration) words.Add("per: generation");
            words.Add($"place: {(use.Only.IsEmpty && !use.WaitsForAll ? use.IsAbove ? "above" : "below" : "end")}");
            if (!use.Only.IsEmpty) words.Add($"only: {CiFileText.List(use.Only)}");
            if (!use.HasPriority) words.Add("priority: none");
            if (use.NotForCasesAlone && use.Builds.Contains("pull-request") && detected.Cases is { } cases)
                words.Add($"when: {{ unless_only: [{Json.Quoted($"{Parent(cases.Folder)}/**")}] }}");
            file.Line(1, $"- {{ {string.Join(", ", words)} }}", use.Place);
        }
    }

    private static string Parent(string folder) => folder.LastIndexOf('/') is > 0 and var at ? folder[..at] : folder;

    private static void Others(CiFileText file, DetectedCi detected)
    {
        if (detected.Others.IsEmpty) return;
        file.Gap();
        file.Line(0, "other_pipelines:");
        foreach (var other in detected.Others)
        {
            file.Line(1, $"{other.Name}:", SourceLocation.Of(other.Script));
            if (other.Slug is not null) file.Line(2, $"slug: {other.Slug}");
            if (other.Kind != "other") file.Line(2, $"kind: {other.Kind}");
            if (!other.Variables.IsEmpty) file.Line(2, "variables:");
            foreach (var (line, place) in other.Variables) file.Line(3, line, place);
            file.Line(2, "pipelines:");
            foreach (var (line, place) in other.Files) file.Line(3, line, place);
        }
    }

    private static void Steps(CiFileText file, DetectedCi detected)
    {
        var command = detected.Cases?.Command;
        if (detected.Steps.IsEmpty && command is null) return;
        file.Gap();
        file.Line(0, "steps:");
        foreach (var (step, lines) in detected.Steps)
        {
            file.Line(1, $"{step}:");
            foreach (var (line, place) in lines) file.Line(2, line, place);
        }

        if (command is null) return;
        file.Line(1, "benchmark:");
        file.Line(2, $"command: {Json.Quoted(command)}", detected.Cases!.Place);
    }

    private static void Cases(CiFileText file, DetectedCases? cases)
    {
        if (cases is null) return;
        file.Gap();
        file.Line(0, "benchmark_cases:");
        if (cases.Folder != ".buildkite/benchmark/cases") file.Line(1, $"folder: {CiFileText.Quote(cases.Folder)}");
        if (cases.DefaultType is not (null or "daily")) file.Line(1, $"default_type: {cases.DefaultType}");
        if (!cases.Types.IsEmpty) file.Line(1, $"types: {CiFileText.List(cases.Types)}");
        if (!cases.TypeOf.IsEmpty)
            file.Line(1, $"type_of: {{ {string.Join(", ", cases.TypeOf.Select(type => $"{type.Key}: {type.Value}"))} }}");
        if (cases.ChangedInPullRequests) file.Line(1, "changed_in: [pull-request]");
        if (cases.Validation is not null) file.Line(1, $"validation: {cases.Validation}");
        if (cases.SelectedBy is { } selected) file.Line(1, $"selected_by: {selected.Name}", selected.Place);
        Variables(file, "variables", 1, cases.Variables);
    }

    private static void Testing(CiFileText file, DetectedCi detected)
    {
        if (detected.Image is not { } image || image.Image == BuiltInImage.Value) return;
        file.Gap();
        file.Line(0, "testing:");
        file.Line(1, "container:");
        file.Line(2, $"image: {CiFileText.Quote(image.Image)}", image.Place);
    }

    private static void Matrices(CiFileText file, DetectedCi detected)
    {
        if (detected.Markers.IsEmpty) return;
        file.Gap();
        file.Line(0, "readme_markers:");
        foreach (var (marker, matrix, place) in detected.Markers)
            file.Line(
                1,
                $"{marker}: {{ matrix: {matrix}{(Publication(marker) is { } publication ? $", publication: {publication}" : "")} }}",
                place
            );
    }

    private static string? Publication(string marker) =>
        Publications.FirstOrDefault(word => marker.Contains(word, StringComparison.OrdinalIgnoreCase));
}
