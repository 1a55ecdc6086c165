using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cake.Core.Diagnostics;

namespace Cake.Buildkite;

/// <summary>Counts the jobs that an upload would make, before it is made.</summary>
/// <remarks>
/// Only what surely becomes a job counts: command and trigger steps that are not skipped. YAML is parsed by the agent itself, in a dry run,
/// and only where its text leaves a doubt: short pipelines cost nothing.
/// </remarks>
internal static partial class PipelineJobs
{
    private static readonly string[] StepsWithoutJob = ["wait", "waiter", "block", "input", "manual"];

    /// <exception cref="BuildkiteAgentException">A document has more jobs than the settings allow.</exception>
    public static async Task RequireFewAsync(
        AgentTool tool, string pipeline, BuildkitePipelineUploadSettings settings, CancellationToken cancellationToken)
    {
        if (settings.DryRun is true || !MayExceed(pipeline, settings.MaxJobs))
            return;

        var most = CountsIn(await AsJsonAsync(tool, pipeline, settings, cancellationToken)).DefaultIfEmpty().Max();
        Limits.Require(
            most <= settings.MaxJobs, settings.Command, $"the upload has {most} jobs, {settings.MaxJobs} are allowed",
            "upload it in several parts, or set MaxJobs if your organisation may have more");
    }

    /// <summary>Whether a text may hold so many jobs: a step begins with a dash or a brace, unless something multiplies or repeats
    /// it.</summary>
    internal static bool MayExceed(string pipeline, int most) =>
        most < int.MaxValue && (Multiplier().IsMatch(pipeline) || StepStart().Count(pipeline) > most);

    /// <summary>The jobs of each document of a stream of JSON documents; nothing for what is no JSON.</summary>
    internal static IReadOnlyList<int> CountsIn(string json)
    {
        var counts = new List<int>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                using var document = JsonDocument.ParseValue(ref reader);
                var root = document.RootElement;
                counts.Add(JobsOf(root.ValueKind == JsonValueKind.Object ? Get(root, "steps") : root));
            }
        }
        catch (JsonException)
        {
            // The next reader of the text reports what is wrong with it.
        }

        return counts;
    }

    private static async Task<string> AsJsonAsync(
        AgentTool tool, string pipeline, BuildkitePipelineUploadSettings settings, CancellationToken cancellationToken)
    {
        if (CountsIn(pipeline).Count > 0)
            return pipeline;

        try
        {
            return (
                await tool.RunAsync(new AgentCall(settings.AsDryRun()) { Input = pipeline, Repeatable = true }, cancellationToken)
            ).Output;
        }
        catch (BuildkiteAgentException failure)
        {
            // The upload itself will fail for the same reason, and say so.
            tool.Log.Debug("{0}", failure.Message);
            return "";
        }
    }

    private static int JobsOf(JsonElement? steps) =>
        steps is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Sum(JobsOfStep) : 0;

    private static int JobsOfStep(JsonElement step)
    {
        if (step.ValueKind != JsonValueKind.Object || IsSkipped(step))
            return 0;
        if (Get(step, "group") is not null)
            return JobsOf(Get(step, "steps"));
        if (StepsWithoutJob.Any(word => Get(step, word) is not null || TextOf(step, "type") == word))
            return 0;

        return Get(step, "parallelism") is { } parallelism ? Number(parallelism) : MatrixSize(Get(step, "matrix"));
    }

    /// <summary>Skipped by <c>true</c> or by a reason; an empty reason is none.</summary>
    private static bool IsSkipped(JsonElement step) =>
        Get(step, "skip") is { ValueKind: JsonValueKind.True } || TextOf(step, "skip") is { Length: > 0 };

    private static int MatrixSize(JsonElement? matrix) => matrix switch
    {
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        { ValueKind: JsonValueKind.Object } map when Get(map, "setup") is { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        { ValueKind: JsonValueKind.Object } map when Get(map, "setup") is { ValueKind: JsonValueKind.Object } setup =>
            setup.EnumerateObject().Aggregate(1, (size, dimension) => size * Math.Max(1, Length(dimension.Value))),
        _ => 1,
    };

    private static int Length(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 1;

    private static int Number(JsonElement value) => int.TryParse(value.ToString(), out var number) && number > 0 ? number : 1;

    private static string? TextOf(JsonElement map, string name) =>
        Get(map, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Get(JsonElement map, string name) => map.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex(@"^\s*-(\s|$)|(?<!\$)\{", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex StepStart();

    // The attributes that make several jobs of a step, and YAML's aliases.
    [GeneratedRegex(
        """\b(parallelism|matrix)["']?\s*:|(?<=[\s,\[])\*[\w-]+\s*($|[,\]}])""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Multiplier();
}
