using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Makes the pipeline's steps of cases. Labels and keys are those of today's generator: history and dashboards know
/// them.</summary>
public static partial class CaseSteps
{
    private const int KeptOfLongKeys = 90;
    private const string TimeoutVariable = "BK_TIMEOUT_IN_MINUTES";

    /// <summary>The group of a file; none where the file has no step.</summary>
    public static ImmutableArray<CaseGroup> Of(CaseFile file)
    {
        var steps = file.Cases.SelectMany(one => one.Queues.Select(queue => Step(file, one, queue))).ToImmutableArray();
        var label = $"{file.Folder}-{file.Name}";
        return steps.IsEmpty ? [] : [new CaseGroup(label, Key(label), steps)];
    }

    private static CaseStep Step(CaseFile file, BenchmarkCase one, CaseQueue queue)
    {
        var machine = queue.Machine;
        var label = $"[{file.Folder}] {queue.Name} {file.Name} {one.Name}";
        var environment = new CaseEnvironment([.. one.Environment.Variables.Where(variable => variable.Name != TimeoutVariable)]).With(
            new CaseEnvironment([
                Variable("ci_queue", queue.Name),
                Variable("USE_PREBUILT_IMAGE", "1"),
                Variable("TPU_VERSION", machine.TpuVersion),
                Variable("TARGET_CASE_NAME", one.Name),
                Variable("MLCOMPASS_TEST_NAME", $"vllm:{queue.Name}:{one.Name}"),
            ])
        );
        return new CaseStep(label, Key(label), queue.Name, one.Settings.StepTimeoutMinutes, machine, environment, queue.Location)
        {
            CaseFile = file.Path,
            CaseName = one.Name,
        };

        CaseVariable Variable(string name, string text) => new(name, queue.Location, VariableKind.Text, text, queue.Location);
    }

    /// <summary>A label as a key: other characters become <c>-</c>, and a long one is cut and told apart by a hash of the label.</summary>
    public static StepKey Key(string label)
    {
        var plain = Dashes()
            .Replace(string.Concat(label.Select(character => StepKey.IsAllowed(character) ? character : '-')), "-")
            .Trim('-');
        if (plain.Length > StepKey.MaxLength) plain = $"{plain[..KeptOfLongKeys]}-{Hash(label)}";
        return StepKey.Parse(plain) ?? StepKey.Parse($"case-{Hash(label)}")!;
    }

#pragma warning disable CA5351 // The hash tells keys apart and keeps those that the history knows; nothing is secret here.
    private static string Hash(string label) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(label)))[..8];
#pragma warning restore CA5351

    [GeneratedRegex("-+", RegexOptions.None, 1000)]
    private static partial Regex Dashes();
}

/// <summary>The steps of one case file: a group of the pipeline, which waits for the image.</summary>
/// <param name="Label">Folder and file.</param>
/// <param name="Key">Its key.</param>
/// <param name="Steps">One per case and queue.</param>
public sealed record CaseGroup(string Label, StepKey Key, ImmutableArray<CaseStep> Steps);
