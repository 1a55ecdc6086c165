using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;

namespace Cake.Buildkite;

/// <summary>The annotation that sums a build up. A build never fails for want of it.</summary>
internal sealed class SummaryAnnotation(
    ModuleAgent agent, ICakeEnvironment environment, ICakeArguments arguments, ICakeConfiguration configuration, ICakeLog log)
{
    private const string Setting = "Buildkite_Annotation";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public void Post(BuildSummary summary)
    {
        if (!IsWanted(summary))
            return;

        var target = string.Join(", ", arguments.GetArguments("target") ?? []) is { Length: > 0 } asked ? asked : "Default";
        var build = new BuildkiteEnvironmentInfo(environment);
        try
        {
            var settings = new BuildkiteAnnotateSettings
            {
                Context = ContextOf(build, target),
                Style = summary.Style,
                ToolTimeout = Patience,
            };
            agent.Agent.Annotations.Post(summary.Body(target, JobPage(build)), settings);
        }
        catch (Exception exception) when (
            exception is BuildkiteAgentException or BuildkiteVariableException or IOException or UnauthorizedAccessException)
        {
            log.Warning("The build's summary could not be shown as an annotation: {0}", exception.Message);
        }
    }

    /// <summary>One context a step and target, so that a retried job replaces its annotation instead of adding one.</summary>
    internal static string ContextOf(BuildkiteEnvironmentInfo build, string target)
    {
        var parallel = build.Step.ParallelJob is { } job ? $"-{job}" : "";
        var context = $"cake-{build.Step.Id ?? build.Job.Id}{parallel}-{target}";
        return context.Length <= Limits.ContextCharacters ? context : context[..Limits.ContextCharacters];
    }

    private static string? JobPage(BuildkiteEnvironmentInfo build) => build.Build.Url is { } page ? $"{page}#{build.Job.Id}" : null;

    private bool IsWanted(BuildSummary summary) => configuration.GetValue(Setting)?.ToLowerInvariant() switch
    {
        null or "" or "failure" => HasSomethingToTell(summary),
        "always" => true,
        "never" => false,
        var other => Misspelt(other, summary),
    };

    /// <summary>A failed task that has made its own annotation needs no second one.</summary>
    private static bool HasSomethingToTell(BuildSummary summary) =>
        summary.Untold.Any() || (summary.IsFailed && summary.Failures.Count == 0);

    private bool Misspelt(string value, BuildSummary summary)
    {
        log.Warning("{0} is '{1}', which is none of 'always', 'failure' and 'never'; 'failure' is taken.", Setting, value);
        return HasSomethingToTell(summary);
    }
}
