namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>Where vLLM's commit comes from.</summary>
public sealed record VllmSource
{
    /// <summary>The file that holds the last commit of vLLM that is known to work, relative to the root.</summary>
    public string CommitFile { get; init; } = ".buildkite/vllm_lkg.version";

    /// <summary>vLLM's repository: integration builds take the head of its default branch.</summary>
    public string Repository { get; init; } = "https://github.com/vllm-project/vllm.git";
}
