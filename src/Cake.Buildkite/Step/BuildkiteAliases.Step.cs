using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>One attribute of a step.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="attribute">Such as <c>outcome</c>, <c>state</c>, <c>label</c>, <c>command</c>, <c>depends_on</c>.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The attribute's text.</returns>
    /// <example>
    /// <code>
    /// var label = BuildkiteStepGet("label");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteStepGet(this ICakeContext context, string attribute, BuildkiteStepGetSettings? settings = null) =>
        AgentOf(context).Steps.Get(attribute, settings);

    /// <inheritdoc cref="BuildkiteStepGet(ICakeContext, string, BuildkiteStepGetSettings)"/>
    /// <example>
    /// <code>
    /// var label = await BuildkiteStepGetAsync("label", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteStepGetAsync(
        this ICakeContext context, string attribute, BuildkiteStepGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Steps.GetAsync(attribute, settings, cancellationToken);

    /// <summary>All attributes of a step.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>A JSON object.</returns>
    /// <example>
    /// <code>
    /// var step = System.Text.Json.JsonDocument.Parse(BuildkiteStepGetAll());
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteStepGetAll(this ICakeContext context, BuildkiteStepGetSettings? settings = null) =>
        AgentOf(context).Steps.GetAll(settings);

    /// <inheritdoc cref="BuildkiteStepGetAll(ICakeContext, BuildkiteStepGetSettings)"/>
    /// <example>
    /// <code>
    /// var step = System.Text.Json.JsonDocument.Parse(await BuildkiteStepGetAllAsync(null, CancellationToken.None));
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteStepGetAllAsync(
        this ICakeContext context, BuildkiteStepGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Steps.GetAllAsync(settings, cancellationToken);

    /// <summary>How a step ended.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="step">The step's key or id.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>
    /// <c>passed</c>, <c>soft_failed</c>, <c>hard_failed</c>, <c>errored</c>, <c>neutral</c> or another word of Buildkite's; null where the
    /// build has no such step, or the step no outcome.
    /// </returns>
    /// <example>
    /// <code>
    /// if (BuildkiteStepFindOutcome("tests") != "passed")
    ///     Warning("The tests did not pass.");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string? BuildkiteStepFindOutcome(this ICakeContext context, string step, BuildkiteStepGetSettings? settings = null) =>
        AgentOf(context).Steps.FindOutcome(step, settings);

    /// <inheritdoc cref="BuildkiteStepFindOutcome(ICakeContext, string, BuildkiteStepGetSettings)"/>
    /// <example>
    /// <code>
    /// if (await BuildkiteStepFindOutcomeAsync("tests", null, CancellationToken.None) != "passed")
    ///     Warning("The tests did not pass.");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string?> BuildkiteStepFindOutcomeAsync(
        this ICakeContext context, string step, BuildkiteStepGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Steps.FindOutcomeAsync(step, settings, cancellationToken);

    /// <summary>Changes an attribute of a step.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="attribute">
    /// <c>label</c>, <c>priority</c>, <c>notify</c>, <c>parallelism</c> or one below <c>notify.github_check.output</c>.
    /// </param>
    /// <param name="value">The new value, JSON for lists; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteStepUpdate("label", "Tests (200 of 350)");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteStepUpdate(
        this ICakeContext context, string attribute, string value, BuildkiteStepUpdateSettings? settings = null) =>
        AgentOf(context).Steps.Update(attribute, value, settings);

    /// <inheritdoc cref="BuildkiteStepUpdate(ICakeContext, string, string, BuildkiteStepUpdateSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteStepUpdateAsync("label", "Tests (200 of 350)", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteStepUpdateAsync(
        this ICakeContext context, string attribute, string value, BuildkiteStepUpdateSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Steps.UpdateAsync(attribute, value, settings, cancellationToken);

    /// <summary>Cancels all jobs of a step.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteStepCancel(new BuildkiteStepCancelSettings { Step = "tests" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteStepCancel(this ICakeContext context, BuildkiteStepCancelSettings? settings = null) =>
        AgentOf(context).Steps.Cancel(settings);

    /// <inheritdoc cref="BuildkiteStepCancel(ICakeContext, BuildkiteStepCancelSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteStepCancelAsync(new BuildkiteStepCancelSettings { Step = "tests" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Steps")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteStepCancelAsync(
        this ICakeContext context, BuildkiteStepCancelSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Steps.CancelAsync(settings, cancellationToken);
}
