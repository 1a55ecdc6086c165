using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing;

/// <summary>Makes the parts of a build's page that no file holds.</summary>
internal sealed class BuildPage
{
    private readonly CompositionRequest request;
    private readonly ImmutableHashSet<string> listedKeys;

    /// <param name="request">What the build wants.</param>
    /// <param name="listed">The pipelines that come along.</param>
    public BuildPage(CompositionRequest request, ImmutableArray<ListedDocument> listed)
    {
        this.request = request;
        listedKeys = [.. listed.SelectMany(document => document.Page.Steps).SelectMany(step => step is GroupStep group ? group.Steps.Prepend(step) : [step]).Select(step => step.Key?.Canonical).OfType<string>()];
    }

    private BuildIdentity Identity => request.Facts.Identity;

    private YamlMapping Priority => YamlMapping.Of(("priority", YamlScalar.Of(Identity.Priority)));

    /// <summary>The group of a generation: the files' steps in their order.</summary>
    public PagePart Group(Generation generation, ImmutableArray<ExpandedFile> files)
    {
        var group = GroupStep.Of(
            $"TPU {generation} {Identity.Occasion} Tests ({Identity.Implementation})",
            StepKey.Parse($"{generation}-group"),
            files.SelectMany(file => file.Steps));
        return new PagePart(generation.Name, [Waiting(group, generation)]) { Others = Priority };
    }

    /// <summary>The groups of benchmark cases, those of the generations that take part.</summary>
    public ImmutableArray<PagePart> Cases(ImmutableArray<CaseFile> files)
    {
        var parts = ImmutableArray.CreateBuilder<PagePart>();
        foreach (var group in files.SelectMany(file => CaseSteps.Of(file)))
        {
            var steps = group.Steps.Where(step => request.Generations.Any(generation => generation.TpuVersion == step.Machine.TpuVersion)).Select(CaseStep).ToArray();
            if (steps.Length > 0) parts.Add(new PagePart(group.Key.Text, [Waiting(GroupStep.Of(group.Label, group.Key, steps), generation: null)]) { Others = Priority });
        }

        return parts.ToImmutable();
    }

    /// <summary>What follows the tests: the matrices where the whole catalogue was tested, the check of the results, vLLM's commit after an integration.</summary>
    public ImmutableArray<PagePart> Results(ImmutableArray<PagePart> tests, ImmutableArray<ExpandedFile> files)
    {
        if (tests.IsEmpty && files.IsEmpty) return [];
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (!files.IsEmpty)
        {
            steps.Add(Wait(continues: true));
            // Matrices of a part of the catalogue must not take the place of whole ones.
            if (request.Only.IsEmpty && Identity.IsAmong(request.Settings.WholeCatalogue)) steps.Add(ResultStep("publish_matrix", "Publish the support matrices", $"PublishMatrix{Publication}"));
            steps.Add(ResultStep("check_results", "Check the results", "CheckResults"));
        }

        if (Identity.Kind == BuildKind.Integration && request.Facts.VllmCommit is not null && !request.IsLocal && request.Settings.Publishing.WhyNoVllmCommit(Identity) is null)
        {
            steps.Add(Wait(continues: false));
            steps.Add(ResultStep("update_vllm_commit", "Keep vLLM's commit as the last known good one", $"UpdateVllmCommit --push{Kind}"));
        }

        return steps.Count == 0 ? [] : [new PagePart("publish", steps.ToImmutable()) { Others = Priority }];
    }

    /// <summary>
    /// The page with what is said once for the build: at its bottom, which is uploaded first, so that people are told even where the rest
    /// does not come.
    /// </summary>
    public ImmutableArray<PagePart> Notifying(ImmutableArray<PagePart> page)
    {
        if (page.IsEmpty || request.Facts.Notifications.IsEmpty) return page;
        var last = page[^1];
        ImmutableArray<YamlNode> others = last.Once["notify"] is YamlSequence own ? own.Items : [];
        return page.SetItem(page.Length - 1, last with { Once = last.Once.With("notify", YamlSequence.Of([.. others, .. request.Facts.Notifications.Select(Notification)])) });
    }

    private string Publication => Identity.Kind == BuildKind.Nightly ? $" --nightly{Push}" : Identity.ReleaseTag is { } tag ? $" --release {ShellWord.Quote(tag)}{Push}" : "";

    private string Push => request.IsLocal || request.Settings.Publishing.WhyNoMatrices(Identity) is not null ? "" : $" --push{Kind}";

    // The job that pushes asks again whether its build may, and could not tell this from its environment.
    private string Kind => Identity.IsKindGiven ? $" --build-kind {Identity.Kind}" : "";

    // Mail and Slack come at the first failure already unless the state is asked for (Buildkite's documentation, notifications).
    private static YamlNode Notification(Notification told) =>
        YamlMapping.Of((told.By, YamlScalar.Of(told.To)), ("if", YamlScalar.Of("build.state == \"failed\"")));

    // What waits for the step that composes the build starts only once everything is uploaded: a build that is only half told does nothing.
    private GroupStep Waiting(GroupStep group, Generation? generation)
    {
        var keys = new[] { Identity.ComposingStep, ImageBuild(generation) }.OfType<string>().Distinct(StringComparer.Ordinal).Select(key => (YamlNode)YamlScalar.Of(key)).ToArray();
        return keys.Length == 0 ? group : group.WithAttribute("depends_on", keys.Length == 1 ? keys[0] : YamlSequence.Of(keys));
    }

    private string? ImageBuild(Generation? generation)
    {
        var variables = generation is null ? Variables.None : Variables.Of(generation.Variables);
        var key = TextTemplate.Parse(request.Settings.ImageBuildKey).Template?.Expand(variables).Text;
        return key is not null && listedKeys.Contains(key) ? key : null;
    }

    private CommandStep ResultStep(string key, string label, string target) => Command(YamlMapping.Of(
        ("label", YamlScalar.Of(label)),
        ("key", YamlScalar.Of(key)),
        ("agents", YamlMapping.Of(("queue", YamlScalar.Of(request.Settings.ResultQueue)))),
        ("env", YamlMapping.Of(("MODEL_IMPL_TYPE", YamlScalar.Of(Identity.Implementation.Name)))),
        ("command", YamlScalar.Of($"./build.sh --target={target}"))));

    private static CommandStep CaseStep(CaseStep step)
    {
        var node = YamlMapping.Of(
            ("label", YamlScalar.Of(step.Label, step.Location)),
            ("key", YamlScalar.Of(step.Key.Text, step.Location)),
            ("agents", YamlMapping.Of(("queue", YamlScalar.Of(step.Queue, step.Location)))),
            ("env", YamlMapping.Of(step.Environment.Variables.Select(variable => (variable.Name, (YamlNode)YamlScalar.Of(variable.Text, variable.Location))))),
            ("command", YamlScalar.Of($"./build.sh --target=Benchmark --case-file={ShellWord.Quote(step.CaseFile)} --case-name={ShellWord.Quote(step.CaseName)}", step.Location)));
        if (step.TimeoutMinutes is { } minutes) node = node.With("timeout_in_minutes", YamlScalar.Of(minutes, step.Location));
        return Command(node with { Location = step.Location });
    }

    private static WaitStep Wait(bool continues)
    {
        var node = YamlMapping.Of(("wait", YamlScalar.Null()));
        if (continues) node = node.With("continue_on_failure", YamlScalar.Of(true));
        return new WaitStep(node, node);
    }

    private static CommandStep Command(YamlMapping node) => new(node, node);
}
