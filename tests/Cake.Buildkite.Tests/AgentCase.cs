namespace Cake.Buildkite.Tests;

/// <summary>A call and what the process gets of it.</summary>
/// <param name="Name">The case's name, the command first.</param>
/// <param name="Call">The call.</param>
/// <param name="Arguments">The exact argument list.</param>
/// <param name="Input">The exact standard input.</param>
/// <param name="Answer">What the agent prints.</param>
/// <param name="Variable">A variable that is set for the process, as NAME=value.</param>
internal sealed record AgentCase(
    string Name,
    Func<BuildkiteAgent, CancellationToken, Task> Call,
    string[] Arguments,
    string Input,
    string Answer,
    string? Variable = null
)
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        .. AgentControlCalls.All,
        .. AnnotationCalls.All,
        .. ArtifactCalls.All,
        .. BuildCalls.All,
        .. CacheCalls.All,
        .. ConnectionCalls.All,
        .. EnvCalls.All,
        .. JobCalls.All,
        .. LockCalls.All,
        .. MetaDataCalls.All,
        .. OidcCalls.All,
        .. PipelineCalls.All,
        .. RedactorCalls.All,
        .. SecretCalls.All,
        .. StepCalls.All, .. ToolCalls.All, .. WorkdirCalls.All,
    ];
}
