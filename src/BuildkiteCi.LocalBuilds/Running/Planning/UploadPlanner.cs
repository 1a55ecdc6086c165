using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Documents;
using BuildkiteCi.Pipelines.Conditionals;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>Makes steps of an uploaded pipeline, and reports why a build would refuse it.</summary>
public sealed class UploadPlanner
{
    private readonly PlanningContext context;
    private readonly PipelineDocument document;
    private readonly int number;
    private readonly ImmutableArray<RunStep>.Builder steps = ImmutableArray.CreateBuilder<RunStep>();
    private readonly DiagnosticBag problems = new();
    private readonly Dictionary<StepKey, SourceLocation> keys = [];

    private UploadPlanner(PipelineDocument document, int number, PlanningContext context)
    {
        this.document = document;
        this.number = number;
        this.context = context;
    }

    /// <summary>Plans an upload.</summary>
    /// <param name="document">The pipeline, interpolated.</param>
    /// <param name="number">Which upload of the build it is, from 1.</param>
    /// <param name="context">What decides which steps are in.</param>
    /// <returns>The steps; with errors beside them, Buildkite would take none of them.</returns>
    public static Diagnosed<PlannedUpload> Plan(PipelineDocument document, int number, PlanningContext context)
    {
        var planner = new UploadPlanner(document, number, context);
        foreach (var step in document.Steps) planner.AddTopLevel(step);
        return Diagnosed.With(
            new PlannedUpload(number, planner.steps.ToImmutable(), [.. document.Variables]) { Others = document.Others },
            planner.problems.Sorted()
        );
    }

    private void AddTopLevel(Step step)
    {
        if (step is not GroupStep group)
        {
            Add(step, null, null, null);
            return;
        }

        var planned = new PlannedGroup(group.Label?.Canonical ?? group.Name)
        {
            Key = KeyOf(group),
            DependsOn = DependenciesOf(group),
            AllowDependencyFailure = group.AllowsDependencyFailure,
        };
        var leftOut = LeftOut(group);
        foreach (var inner in group.Steps)
        {
            if (inner is GroupStep)
                problems.Add(
                    GroupInGroup.Definition,
                    inner.Location,
                    $"group '{inner.Name}' is within group '{group.Name}'",
                    "move it out of there"
                );
            else Add(inner, planned, group, leftOut);
        }
    }

    private void Add(Step step, PlannedGroup? group, GroupStep? groupSource, string? groupLeftOut)
    {
        if (step is UnknownStep)
        {
            problems.Add(
                StepRules.UnknownStep,
                step.Location,
                "this step is of no known kind",
                "give it a 'command', or make it a wait, block, input, trigger or group step"
            );
            return;
        }

        UploadRefusals.Check(step, problems);
        var command = step as CommandStep;
        var queue = command is null ? null : command.Queue?.Canonical ?? AgentRules.Queue(document.Others["agents"])?.Canonical;
        var plan = new PlannedStep(new StepId(number, steps.Count), KindOf(step))
        {
            Key = KeyOf(step),
            Label =
                step is WaitStep ? null
                : command is null ? step.Label?.Canonical ?? step.Name
                : context.Secrets.Apply(CommandPlan.LabelOf(command)),
            Group = group,
            DependsOn = DependenciesOf(step),
            AllowDependencyFailure = step.AllowsDependencyFailure,
            ContinuesOnFailure = step is WaitStep { ContinuesOnFailure: true },
            LeftOut = groupLeftOut ?? LeftOut(step),
            PassedOver = context.Filter.PassesOver(step, queue, groupSource)
                ?? (
                    command is { Command.Length: 0 } && IsOfPluginsAlone(command)
                        ? "has no command but plugins, which are not run here"
                        : null
                ),
        };
        if (command is not null)
        {
            steps.Add(
                CommandPlan.Of(command, plan, queue, document.Others.Scalar("priority"), context) with
                {
                    Secrets = JobSecret.Of(document.Secrets, command.Body["secrets"] as YamlSequence),
                }
            );
            return;
        }

        steps.Add(new RunStep(plan, step, step.Label?.Canonical ?? step.Name)
        {
            Prompt = step.Body.Scalar("prompt")?.Canonical,
            Fields = step is BlockStep or InputStep ? AskedField.Of(step.Body["fields"]) : [],
            BlockedState = step is BlockStep ? step.Body.Scalar("blocked_state")?.Canonical : null,
        });
    }

    // Without plugins nothing could bring a command: the job fails, as on an agent.
    private bool IsOfPluginsAlone(CommandStep step)
    {
        var plugins = ContainerPlugin.Plugins(step).ToList();
        return plugins.Count > 0
            && ContainerPlugin.Of(step, text => text) is not { HasCommand: true }
            && !plugins.Exists(plugin => context.FindPlugin(plugin.Source) is not null);
    }

    private static StepKind KindOf(Step step) => step switch
    {
        WaitStep => StepKind.Wait,
        BlockStep => StepKind.Block,
        InputStep => StepKind.Input,
        TriggerStep => StepKind.Trigger,
        _ => StepKind.Command,
    };

    private StepKey? KeyOf(Step step)
    {
        if (step.Key is not { } text) return null;
        if (StepKey.Parse(text.Canonical) is not { } key)
        {
            StepKeyRule.Check(text, problems);
            return null;
        }

        if (!keys.TryAdd(key, text.Location))
            problems.Add(
                RepeatedStepKey.Definition,
                text,
                $"key '{key}' occurs a second time in this build, first at {keys[key]}",
                "give each step a key of its own"
            );
        return key;
    }

    private ImmutableArray<PlannedDependency>? DependenciesOf(Step step)
    {
        if (!step.NamesDependencies) return null;
        var planned = ImmutableArray.CreateBuilder<PlannedDependency>();
        foreach (var dependency in step.DependsOn)
        {
            if (StepKey.Parse(dependency.Key) is { } key) planned.Add(new PlannedDependency(key, dependency.AllowFailure));
            else
                problems.Add(
                    StepKeyCharacter.Definition,
                    dependency.Location,
                    $"step '{step.Name}' waits for '{dependency.Key}', which cannot be a key",
                    "name the key of a step or a group"
                );
        }

        return planned.ToImmutable();
    }

    private string? LeftOut(Step step)
    {
        if (step.Body["skip"] is { } skip && StepMatrix.SkipReason(skip) is { } reason) return CommandPlan.Skipped(reason);
        if (step.Branches is { } branches && !BranchPatterns.Match(branches.Canonical, context.Branch))
            return $"is for branches '{branches.Canonical}', and this is '{context.Branch}'";
        if (step.If is not { } text) return null;
        var (conditional, problem) = Conditional.Parse(text.Canonical);
        if (conditional is null)
        {
            problems.Add(problem!.Rule, text.LocationAt(problem.Offset), problem.Message, problem.Fix);
            return null;
        }

        return conditional.Holds(context.Conditions) ? null : $"its condition is false: {text.Canonical.ReplaceLineEndings(" ").Trim()}";
    }
}
