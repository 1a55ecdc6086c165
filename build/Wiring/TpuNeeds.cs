using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing;
using Cake.Core;

namespace Build.Wiring;

/// <summary>Finds out before a local build starts whether its steps need a TPU that this machine does not have.</summary>
internal static partial class TpuNeeds
{
    /// <summary>Ends a run of which steps need a TPU, before anything starts, where there is none.</summary>
    /// <param name="context">The run.</param>
    /// <param name="settings">Which steps are run.</param>
    /// <param name="uploads">What is run; none: the build in the state folder.</param>
    /// <exception cref="CakeException">There is no TPU: exit status 1.</exception>
    public static async Task NeedTpuAsync(this BuildContext context, RunSettings settings, ImmutableArray<Upload> uploads)
    {
        if (context.Runner() == false || await TpuPresence.IsHereAsync(context.Processes, context.Stopping)) return;
        // What is wrong with an upload is reported by the run itself.
        if ((await context.ForecastAsync(settings, uploads)).Value is not { } forecast) return;
        var steps = forecast.Steps.Where(step => step.Wave is not null && !step.Step.Jobs.IsEmpty).Select(step => step.Step).ToList();
        var needing = steps.Where(step => step.Jobs.Any(NeedsTpu)).ToList();
        if (needing.Count == 0) return;
        var others = steps
            .Except(needing)
            .Select(step => step.Queue)
            .OfType<string>()
            .Except(needing.Select(step => step.Queue).OfType<string>(), StringComparer.Ordinal)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var without = others.Count == 0 ? "" : $"leave them out with --queues {string.Join(',', others)}, or ";
        throw new CakeException(1,
            $"{TpuPresence.None}, and {needing.Count} of {steps.Count} steps need {(needing.Count == 1 ? "one" : "it")}; nothing was "
                + $"started: {without}run their commands without a container with --runner host"
        );
    }

    private static bool NeedsTpu(RunJob job) =>
        TestTarget().Match(job.Command) is { Success: true } target && !OnHost().IsMatch(job.Command)
        && (
            target.Groups["target"].Value != "RunTpuTests"
            || StageJob.Runs(job.Environment.LastOrDefault(variable => variable.Key == "TEST_COMMAND").Value ?? "")
        );

    [GeneratedRegex(@"--target[= ](?<target>RunTpuTests|Benchmark)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestTarget();

    [GeneratedRegex(@"--runner[= ]host\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OnHost();
}
