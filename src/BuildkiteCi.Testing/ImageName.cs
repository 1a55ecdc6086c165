namespace BuildkiteCi.Testing;

/// <summary>The image that a commit's tests run in.</summary>
public static class ImageName
{
    /// <summary>
    /// <c>repository:vllm-commit</c> where vLLM's commit is known, else <c>repository:commit</c>. A tag has 128 characters at most, two
    /// commits have 81.
    /// </summary>
    public static string Of(string repository, string commit, string? vllmCommit) =>
        string.IsNullOrWhiteSpace(vllmCommit) ? $"{repository}:{commit}" : $"{repository}:{vllmCommit.Trim()}-{commit}";
}
