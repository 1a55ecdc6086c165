using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Asks for a token of this job and masks it in the job's log.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The token, or Google's JSON object.</returns>
    /// <example>
    /// <code>
    /// var token = BuildkiteOidcRequestToken(new BuildkiteOidcRequestTokenSettings { Audience = "sts.amazonaws.com" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("OIDC")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteOidcRequestToken(this ICakeContext context, BuildkiteOidcRequestTokenSettings? settings = null) =>
        AgentOf(context).Oidc.RequestToken(settings);

    /// <inheritdoc cref="BuildkiteOidcRequestToken(ICakeContext, BuildkiteOidcRequestTokenSettings)"/>
    /// <example>
    /// <code>
    /// var token = await BuildkiteOidcRequestTokenAsync(new BuildkiteOidcRequestTokenSettings { Audience = "sts.amazonaws.com" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("OIDC")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteOidcRequestTokenAsync(
        this ICakeContext context, BuildkiteOidcRequestTokenSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Oidc.RequestTokenAsync(settings, cancellationToken);
}
