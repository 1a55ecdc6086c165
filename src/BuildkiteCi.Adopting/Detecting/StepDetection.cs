using System.Collections.Immutable;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells which uploaded steps ours take the place of, and what those declare.</summary>
/// <param name="Declared">Lines for the block <c>steps</c>, by the names of ours.</param>
/// <param name="ReplacedKeys">Their keys, and ours.</param>
/// <param name="Files">Files that hold such steps, and the names of the steps of them that stay.</param>
internal sealed record StepDetection(
    ImmutableSortedDictionary<string, ImmutableArray<(string Line, SourceLocation? Place)>> Declared,
    ImmutableSortedDictionary<string, string> ReplacedKeys,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Files)
{
    private static readonly ImmutableArray<string> Kept = ["secrets", "plugins", "retry", "timeout_in_minutes"];

    // Steps that write to the repository run where their condition lets them, and nowhere else.
    private static readonly ImmutableArray<string> Conditional = ["publish_matrix", "update_vllm_commit"];

    public static StepDetection Of(ImmutableArray<UploadedDocument> uploads, ScriptText text)
    {
        var declared = new SortedDictionary<string, List<(string Line, SourceLocation? Place)>>(StringComparer.Ordinal);
        var keys = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var files = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (
            var upload in uploads
                .Where(upload => upload.Upload.Path is not null && upload.Upload.UploadedBy is null)
                .DistinctBy(upload => upload.Upload.Path)
        )
        {
            var steps = (upload.Document?.AllSteps ?? []).OfType<CommandStep>().ToArray();
            if (!steps.Any(step => KnownScripts.Of(step.Command) is not null)) continue;
            files[upload.Upload.Path!] = Others(upload);
            // The step that pushes is the one whose condition and secrets count.
            foreach (var step in steps.OrderBy(step => step.Body.Has("secrets") ? 0 : 1))
            {
                if (KnownScripts.Of(step.Command) is not { Step.Length: > 0 } known) continue;
                if (
                    step.Key is { } key
                    && steps.Any(other =>
                        KnownScripts.Of(other.Command) is null && other.DependsOn.Any(needed => needed.Key == key.Canonical)
                    )
                )
                    keys[key.Canonical] = known.Step;
                var lines = Lines(step, known, text).ToArray();
                if (lines.Length > 0) (declared.TryGetValue(known.Step, out var had) ? had : declared[known.Step] = []).AddRange(lines);
            }
        }

        // Of two steps that one of ours replaces, what the first declares counts.
        return new StepDetection(
            declared.ToImmutableSortedDictionary(
                step => step.Key,
                step => step.Value.DistinctBy(line => line.Line.Split(':')[0]).ToImmutableArray(),
                StringComparer.Ordinal
            ),
            keys.ToImmutable(),
            files.ToImmutable()
        );
    }

    // By the names that the file writes, which are not those that a build has.
    private static ImmutableArray<string> Others(UploadedDocument upload) =>
    [
        .. (upload.Written?.AllSteps ?? []).OfType<CommandStep>().Where(step => KnownScripts.Of(step.Command) is null)
            .Select(step => step.Key?.Canonical ?? step.Label?.Canonical).OfType<string>(),
    ];

    private static IEnumerable<(string Line, SourceLocation? Place)> Lines(
        CommandStep step,
        (string Command, string Step, string Reason) known,
        ScriptText text
    )
    {
        foreach (var name in Kept)
        {
            if (step.Body[name] is { } value)
                yield return (
                    $"{name}: {(name == "secrets" && Names(value) is { } names ? names : Flow(value))}",
                    Where(value) ?? text.Find(known.Command)
                );
        }

        if (step.If is { } condition && Conditional.Contains(known.Step))
            yield return ($"if: {Json.Quoted(condition.Canonical)}", Where(condition));
        if (step.Queue?.Canonical is { } queue && queue != "cpu") yield return ($"agents: {{ queue: {queue} }}", Where(step.Queue));
    }

    private static SourceLocation? Where(YamlNode node) => node.Location.Line > 0 ? node.Location with { Column = 0 } : null;

    // Secrets that go into variables of their own names are written by their names.
    private static string? Names(YamlNode node) =>
        node is YamlSequence list
        && list.Items.All(item => item is YamlMapping one && one.Scalar("key")?.Canonical == one.Scalar("environment_variable")?.Canonical)
            ? CiFileText.List(list.Items.Cast<YamlMapping>().Select(one => one.Scalar("key")!.Canonical))
            : null;

    // JSON on one line is YAML too.
    private static string Flow(YamlNode node) =>
        string.Join(' ', JsonWriter.Write(node).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
