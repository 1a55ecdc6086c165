using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>Makes the parts of a build's page that no file holds.</summary>
internal sealed class BuildPage
{
    // What the catalogue's steps start where they run one of our targets.
    private static readonly ImmutableArray<string> TestTargets = ["--target=RunTpuTests", "--target=Benchmark"];

    private readonly CompositionRequest request;
    private readonly ImmutableHashSet<string> listedKeys;

    /// <param name="request">What the build wants.</param>
    /// <param name="listed">The pipelines that come along.</param>
    public BuildPage(CompositionRequest request, ImmutableArray<PagePart> listed)
    {
        this.request = request;
        listedKeys =
        [
            .. listed
                .SelectMany(part => part.Steps)
                .Select(step => step.ToStep())
                .SelectMany(step => step is GroupStep group ? group.Steps.Prepend(step) : [step])
                .Select(step => step.Key?.Canonical)
                .OfType<string>(),
        ];
    }

    /// <summary>What all parts have in common.</summary>
    public YamlMapping Priority => YamlMapping.Of(("priority", YamlScalar.Of(Identity.Priority)));

    private BuildIdentity Identity => request.Facts.Identity;

    private GeneratedSteps Changes => request.Settings.Steps;

    /// <summary>The group of a generation: the files' steps in their order.</summary>
    public PagePart Group(Generation generation, ImmutableArray<ComposedFile> files)
    {
        var group = GroupStep.Of(
            $"TPU {generation} {Identity.Occasion} Tests ({Identity.Implementation})",
            StepKey.Parse($"{generation}-group"),
            []);
        var tests = PageStep.Of(
            Waiting(group, generation),
            [.. files.Select(file => file.Sizes)],
            at => [.. files[at].Steps.Select(Test)]
        );
        return new PagePart(generation.Name, [tests]) { Others = Priority };
    }

    /// <summary>What follows the tests: the matrices where the whole catalogue was tested, the check of the results, vLLM's commit after an
    /// integration.</summary>
    public ImmutableArray<PagePart> Results(ImmutableArray<PagePart> tests, ImmutableArray<ComposedFile> files)
    {
        if ((tests.IsEmpty && files.IsEmpty) || request.Settings.Other(Identity) is not null) return [];
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (!files.IsEmpty)
        {
            steps.Add(WaitStep.Of(continuesOnFailure: true));
            // Matrices of a part of the catalogue must not take the place of whole ones.
            if (request.Only.IsEmpty && Identity.IsAmong(request.Settings.WholeCatalogue))
                Add(steps, Changes.PublishMatrix, StepKey.Parse("publish_matrix")!, "Publish the support matrices", $"PublishMatrix{Publication}");
            Add(steps, Changes.CheckResults, StepKey.Parse("check_results")!, "Check the results", "CheckResults");
        }

        if (
            Identity.Kind == BuildKind.Integration
            && request.Facts.VllmCommit is not null
            && !request.IsLocal
            && request.Settings.Publishing.WhyNoVllmCommit(Identity) is null
            && Takes(Changes.UpdateVllmCommit)
        )
        {
            steps.Add(WaitStep.Of(continuesOnFailure: false));
            Add(
                steps,
                Changes.UpdateVllmCommit,
                StepKey.Parse("update_vllm_commit")!,
                "Keep vLLM's commit as the last known good one",
                $"UpdateVllmCommit --push{Kind}"
            );
        }

        return steps.Count == 0 ? [] : [new PagePart("publish", steps.ToImmutable()) { Others = Priority }];
    }

    /// <summary>
    /// The page with what is said once for the build: at its bottom, which is uploaded first, so that people are notified even where the
    /// rest does not come.
    /// </summary>
    public ImmutableArray<PagePart> Notifying(ImmutableArray<PagePart> page)
    {
        if (page.IsEmpty || request.Facts.Notifications.IsEmpty || request.Settings.Other(Identity) is { Notifies: false }) return page;
        var last = page[^1];
        ImmutableArray<YamlNode> others = last.Once["notify"] is YamlSequence own ? own.Items : [];
        return page.SetItem(
            page.Length - 1,
            last with
            {
                Once = last.Once.With("notify", YamlSequence.Of([.. others, .. request.Facts.Notifications.Select(Notification)])),
            }
        );
    }

    // What waits for the step that composes the build starts only once everything is uploaded: a partially uploaded build does nothing.
    public GroupStep Waiting(GroupStep group, Generation? generation)
    {
        ImmutableArray<Dependency> needed =
        [
            .. new[] { Identity.ComposingStep?.Text, ImageBuild(generation) }
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(key => new Dependency(key, AllowFailure: false, YamlNode.Generated)),
        ];
        return needed.IsEmpty ? group : (GroupStep)group.WaitingFor(needed);
    }

    private string Publication =>
        Identity.Kind == BuildKind.Nightly ? $" --nightly{Push}"
        : Identity.ReleaseTag is { } tag ? $" --release {ShellWord.Quote(tag)}{Push}"
        : "";

    private string Push => request.IsLocal || request.Settings.Publishing.WhyNoMatrices(Identity) is not null ? "" : $" --push{Kind}";

    // The job that pushes asks again whether its build may, and could not tell this from its environment.
    private string Kind => Identity.IsKindGiven ? $" --build-kind {Identity.Kind}" : "";

    // Mail and Slack come at the first failure already unless the state is asked for (Buildkite's documentation, notifications).
    private static YamlNode Notification(Notification told) =>
        YamlMapping.Of((told.By, YamlScalar.Of(told.To)), ("if", YamlScalar.Of("build.state == \"failed\"")));

    private string? ImageBuild(Generation? generation)
    {
        var variables = generation is null ? Variables.None : Variables.Of(generation.Variables);
        var key = TextTemplate.Parse(request.Settings.ImageBuildKey).Template?.Expand(variables).Text;
        return key is not null && listedKeys.Contains(key) ? key : null;
    }

    private bool Takes(GeneratedStep changes) => changes.When.Unmet(request.Situation) is null;

    private void Add(ImmutableArray<Step>.Builder steps, GeneratedStep changes, StepKey key, string label, string target)
    {
        if (!Takes(changes)) return;
        var draft = new CommandDraft(label, key, request.Settings.ResultQueue, $"{request.Settings.Program} --target={target}")
        {
            Environment = [("MODEL_IMPL_TYPE", Identity.Implementation.Name, null)],
        };
        steps.Add(changes.Apply(draft.ToStep()));
    }

    private Step Test(Step step) =>
        step is CommandStep command
        && Changes.Test != GeneratedStep.Unchanged
        && TestTargets.Any(target => command.Command.Contains(target, StringComparison.Ordinal))
            ? Changes.Test.Complete(command)
            : step;
}
