using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells the TPU generations: from what scripts export while they upload, else from the queues that files name.</summary>
internal static partial class GenerationDetection
{
    private static readonly ImmutableArray<string> NoTpu = ["cpu", "default"];

    public static ImmutableArray<(Generation Generation, SourceLocation? Place)> Of(
        ImmutableArray<UploadedDocument> uploads,
        IFileTree files,
        ScriptText text
    )
    {
        ImmutableArray<(Generation, SourceLocation?)> exported =
        [
            .. from upload in uploads
            let variables = upload.Upload.Environment
            where
                upload.TpuVersion is not null
                && variables.ContainsKey("TPU_QUEUE_SINGLE")
                && variables.ContainsKey("TENSOR_PARALLEL_SIZE_SINGLE")
            group variables by upload.TpuVersion into same
            let one = same.First()
            orderby same.Key
            select (
                Make(
                    same.Key!,
                    one["TPU_QUEUE_SINGLE"],
                    one.GetValueOrDefault("TPU_QUEUE_MULTI", one["TPU_QUEUE_SINGLE"]),
                    Size(one, "TENSOR_PARALLEL_SIZE_SINGLE"),
                    Size(one, "TENSOR_PARALLEL_SIZE_MULTI")
                ),
                text.Find(same.Key!, "TPU_VERSION")
            ),
        ];
        return exported.IsEmpty ? OfFiles(files, text) : exported;
    }

    /// <summary>Queues that files name beside those of the generations.</summary>
    public static ImmutableArray<(string Queue, SourceLocation? Place)> OtherQueues(
        ImmutableArray<UploadedDocument> uploads,
        ImmutableArray<Generation> generations,
        ScriptText text
    ) =>
        [
            .. uploads
                .SelectMany(upload => upload.Document?.AllSteps ?? [])
                .OfType<CommandStep>()
                .Select(step => step.Queue?.Canonical)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Where(queue => !generations.Any(generation => generation.SmallQueue == queue || generation.LargeQueue == queue))
                .Order(StringComparer.Ordinal)
                .Select(queue => (queue, text.Find(queue))),
        ];

    // A repository whose keys name no generation has one: that of its queues.
    private static ImmutableArray<(Generation Generation, SourceLocation? Place)> OfFiles(IFileTree files, ScriptText text)
    {
        var queues = text
            .Files.Where(file =>
                file.Path.EndsWith(".yml", StringComparison.Ordinal) || file.Path.EndsWith(".yaml", StringComparison.Ordinal)
            )
            .SelectMany(file => PipelineDocument.Read(file).Value?.AllSteps ?? []).OfType<CommandStep>()
            .Select(step => step.Queue?.Canonical)
            .OfType<string>()
            .Where(queue =>
                !NoTpu.Any(word => queue == word || queue.StartsWith($"{word}_", StringComparison.Ordinal))
                && !queue.Contains('$', StringComparison.Ordinal)
            )
            .GroupBy(queue => queue)
            .OrderByDescending(same => same.Count())
            .ThenBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => same.Key)
            .ToArray();
        if (queues.Length == 0) return [];
        var version = queues.Select(queue => Version().Match(queue)).FirstOrDefault(match => match.Success)?.Value ?? "tpu";
        var large = queues.Where(queue => queue.Contains(version, StringComparison.Ordinal)).ElementAtOrDefault(1) ?? queues[0];
        return [(Make(version.StartsWith('v') ? $"tpu{version[1..]}" : version, queues[0], large, 1, 8), text.Find(queues[0]))];
    }

    private static Generation Make(string version, string small, string large, int smallSize, int largeSize)
    {
        if (Fleet.BuiltIn.Generations.FirstOrDefault(known => known.TpuVersion == version) is { } known)
            return known with
            {
                SmallQueue = small,
                LargeQueue = large,
                SmallTensorParallelSize = smallSize,
                LargeTensorParallelSize = largeSize,
            };
        var name = version.StartsWith("tpu", StringComparison.Ordinal) && version.Length > 3 ? $"v{version[3..]}" : version;
        return new Generation(
            name,
            version,
            Digits().Match(name) is { Success: true } digits ? $"v{digits.Value}" : name,
            small,
            large,
            smallSize,
            largeSize
        );
    }

    private static int Size(ImmutableDictionary<string, string> variables, string name) =>
        int.TryParse(variables.GetValueOrDefault(name), out var size) && size > 0 ? size : 1;

    [GeneratedRegex(@"v\d+[a-z]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Version();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Digits();
}
