namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>Where vLLM's commit comes from.</summary>
/// <param name="CommitFile">The file that holds the last commit of vLLM that is known to work, relative to the root.</param>
/// <param name="Repository">vLLM's repository: integration builds take the head of its default branch.</param>
public sealed record VllmSource(string CommitFile, string Repository);
