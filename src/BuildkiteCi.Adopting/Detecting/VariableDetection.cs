using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells which variables scripts give to the files that they upload, beyond those that composing sets anyway.</summary>
internal static class VariableDetection
{
    private static readonly ImmutableArray<string> Known =
    [
        "TPU_VERSION", "TPU_QUEUE_SINGLE", "TPU_QUEUE_MULTI", "TENSOR_PARALLEL_SIZE_SINGLE", "TENSOR_PARALLEL_SIZE_MULTI",
        "JOB_PRIORITY", "MODEL_IMPL_TYPE", "VLLM_COMMIT_HASH",
    ];

    public static ImmutableArray<(string Name, ImmutableArray<KeyValuePair<string, string>> Values, SourceLocation? Place)> Of(
        ImmutableArray<UploadedDocument> uploads,
        ImmutableArray<Generation> generations,
        ScriptText text
    )
    {
        var flags = text.ChangeFlags().Select(flag => flag.Variable).ToHashSet(StringComparer.Ordinal);
        var seen = uploads
            .SelectMany(upload =>
                upload
                    .Exported.Where(variable => Uses(upload, variable.Key))
                    .Select(variable => (Upload: upload, variable.Key, variable.Value))
            )
            .Where(one =>
                !Known.Contains(one.Key) && !flags.Contains(one.Key) && !one.Key.StartsWith("PRIORITY_", StringComparison.Ordinal)
            );
        return
        [
            .. from one in seen
            group one by one.Key into variable
            orderby variable.Key
            let byGeneration = variable
                .GroupBy(one => generations.FirstOrDefault(generation => generation.TpuVersion == one.Upload.TpuVersion)?.Name ?? "")
                .ToArray()
            let values = variable.Select(one => one.Value).Distinct(StringComparer.Ordinal).ToArray()
            select (
                variable.Key,
                Rows(
                    variable.Key,
                    values,
                    byGeneration,
                    variable
                        .GroupBy(one => one.Upload.Build.Scenario.Occasion)
                        .Select(same => KeyValuePair.Create(same.Key, same.First().Value))
                ),
                text.Find(values[0], variable.Key)
            ),
        ];

        ImmutableArray<KeyValuePair<string, string>> Rows(
            string name,
            string[] values,
            IGrouping<string, (UploadedDocument Upload, string Key, string Value)>[] byGeneration,
            IEnumerable<KeyValuePair<string, string>> byOccasion
        )
        {
            if (values.Length == 1) return [KeyValuePair.Create("", values[0])];
            if (byGeneration.All(same => same.Key.Length > 0 && same.Select(one => one.Value).Distinct().Count() == 1))
                return [.. byGeneration.Select(same => KeyValuePair.Create(same.Key, same.First().Value))];
            return [.. byOccasion];
        }
    }

    /// <summary>Whether a file has an expression of a variable.</summary>
    public static bool Uses(UploadedDocument upload, string name) =>
        upload.Written is { } document && Expressions(document.ToNode()).Contains(name);

    /// <summary>The names of all variables in a document.</summary>
    public static IEnumerable<string> Expressions(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Expressions(entry.Value).Concat(In(entry.Key))),
        YamlSequence list => list.Items.SelectMany(Expressions),
        YamlScalar scalar => In(scalar.Canonical),
        _ => [],
    };

    private static IEnumerable<string> In(string text) =>
        text.Contains('$', StringComparison.Ordinal)
            ? TextTemplate.Parse(text).Template?.Expressions().Select(part => part.Name) ?? []
            : [];
}
