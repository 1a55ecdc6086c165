using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What all jobs of a run share.</summary>
/// <param name="AgentFolder">The folder of the agent's stand-in.</param>
/// <param name="InheritedPath">The <c>PATH</c> that the run itself was started with.</param>
/// <param name="InheritedTerminal">The <c>TERM</c> likewise.</param>
/// <param name="Home">The home folder.</param>
/// <param name="BuildVariables">What the build is about.</param>
/// <param name="UploadVariables">The uploads' <c>env</c>, later ones over earlier ones.</param>
internal sealed record RunContext(
    string AgentFolder,
    string InheritedPath,
    string InheritedTerminal,
    string Home,
    ImmutableDictionary<string, string> BuildVariables,
    ImmutableDictionary<string, string> UploadVariables
);
