using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>Plans a command step: its jobs, limits and rules.</summary>
internal static class CommandPlan
{
    public static RunStep Of(CommandStep step, PlannedStep plan, string? queue, YamlScalar? defaultPriority, PlanningContext context)
    {
        var label = context.Secrets.Apply(LabelOf(step));
        var (jobs, rules) = Jobs(step, label, context.FindPlugin);
        return new RunStep(
            plan with
            {
                Jobs = rules,
                Concurrency = Concurrency(step),
                Priority = Number(step.Body.Scalar("priority") ?? defaultPriority) ?? 0,
                Retry = step.Retries,
                CancelOnBuildFailing = step.Body.Scalar("cancel_on_build_failing") is { Canonical: "true" },
            },
            step,
            label)
        {
            Jobs = jobs,
            Queue = queue,
            Timeout = step.TimeoutInMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            ArtifactPaths = step.ArtifactPaths,
        };
    }

    /// <summary>What people call the step: its label, its key, or the start of its command.</summary>
    public static string LabelOf(CommandStep step) =>
        step.Label?.Canonical
        ?? step.Key?.Canonical
        ?? step.Command.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
        ?? "a step without a command";

    private static (ImmutableArray<RunJob> Jobs, ImmutableArray<JobRules> Rules) Jobs(
        CommandStep step,
        string label,
        Func<string, string?> findPlugin
    )
    {
        if (step.Matrix is { } matrix)
        {
            var combinations = matrix.Combinations().ToList();
            return (
                [
                    .. combinations.Select(combination =>
                        WithPlugins(OfMatrix(step, label, combination), step, findPlugin, combination.Apply)
                    ),
                ],
                [.. combinations.Select(combination => Rules(step, combination))]);
        }

        var rule = new JobRules(step.SoftFail);
        if (step.Parallelism is not { } count)
            return ([WithPlugins(new RunJob(label, label, step.Command, step.Env), step, findPlugin, text => text)], [rule]);
        var numbers = Enumerable.Range(0, Math.Max(1, count)).ToList();
        return (
            [.. numbers.Select(number => WithPlugins(OfParallel(step, label, number, count), step, findPlugin, text => text))],
            [.. numbers.Select(_ => rule)]
        );
    }

    private static RunJob WithPlugins(RunJob job, CommandStep step, Func<string, string?> findPlugin, Func<string, string> apply)
    {
        var container = ContainerPlugin.Of(step, apply);
        return job with
        {
            Container = container,
            Plugins =
            [
                .. from plugin in ContainerPlugin.Plugins(step)
                   where plugin.Source != container?.Source
                   let folder = findPlugin(plugin.Source)
                   where folder is not null
                   select HookedPlugin.Of(plugin.Source, folder, plugin.Settings, apply),
            ],
        };
    }

    private static RunJob OfMatrix(CommandStep step, string label, MatrixCombination combination)
    {
        var named = combination.Apply(label);
        return new RunJob(
            named == label ? $"{label} ({string.Join(", ", combination.Values)})" : named,
            named,
            combination.Apply(step.Command),
            [.. step.Env.Select(variable => KeyValuePair.Create(variable.Key, combination.Apply(variable.Value)))]);
    }

    private static JobRules Rules(CommandStep step, MatrixCombination combination) =>
        new(combination.SoftFail ?? step.SoftFail) { Skip = combination.SkipReason is { } reason ? Skipped(reason) : null };

    /// <summary>What people read of a <c>skip</c>, with its reason where it gives one.</summary>
    public static string Skipped(string reason) => reason.Length == 0 ? "is skipped" : $"is skipped: {reason}";

    // %n counts from 0, %N from 1; %t and %T are their number (Buildkite's documentation, parallelism).
    private static string Numbered(string label, string first, string next, int count) => label
        .Replace("%n", first, StringComparison.Ordinal).Replace("%N", next, StringComparison.Ordinal)
        .Replace("%t", $"{count}", StringComparison.Ordinal).Replace("%T", $"{count}", StringComparison.Ordinal);

    /// <summary>A step's label for all of its jobs together.</summary>
    public static string LabelOfAll(string label, Step step) =>
        step is CommandStep { Parallelism: { } count } ? Numbered(label, "…", "…", count) : label;

    private static RunJob OfParallel(CommandStep step, string label, int number, int count)
    {
        var named = Numbered(label, $"{number}", $"{number + 1}", count);
        return new RunJob(
            named == label && count > 1 ? $"{label} ({number + 1}/{count})" : named,
            named,
            step.Command,
            [
                .. step.Env,
                KeyValuePair.Create("BUILDKITE_PARALLEL_JOB", $"{number}"),
                KeyValuePair.Create("BUILDKITE_PARALLEL_JOB_COUNT", $"{count}"),
            ]
        );
    }

    private static ConcurrencyLimit? Concurrency(CommandStep step) =>
        step.Body.Scalar("concurrency_group")?.Canonical is { Length: > 0 } group && Number(step.Body.Scalar("concurrency")) is { } limit
            ? new ConcurrencyLimit(group, Math.Max(1, limit), step.Body.Scalar("concurrency_method") is { Canonical: "eager" })
            : null;

    private static int? Number(YamlScalar? scalar) => int.TryParse(scalar?.Canonical, out var number) ? number : null;
}
