using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>The commit of vLLM that a build was tested against, on its way to being the last one known to work (domain rules, "vLLM's
/// commit").</summary>
/// <param name="Commit">A hash, or what else names a commit.</param>
public sealed record KnownVllmCommit(string Commit)
{
    /// <summary>The meta-data that holds it.</summary>
    public const string Key = "VLLM_COMMIT_HASH";

    private const int ShownOfAHash = 12;

    /// <summary>The text of the file that holds it.</summary>
    public string Text => $"{Commit}\n";

    /// <summary>The commit of a build, or null.</summary>
    public static async Task<KnownVllmCommit?> OfAsync(IBuild build, CancellationToken cancellationToken) =>
        await build.MetaDataAsync(Key, cancellationToken) is { } text && !string.IsNullOrWhiteSpace(text)
            ? new KnownVllmCommit(text.Trim())
            : null;

    /// <summary>The commit that keeps it on the main branch.</summary>
    public PublishRequest Request(BuildSettings settings) => new(
        settings.MainBranch,
        $"[skip ci] Update the last known good commit of vLLM to {Commit[..Math.Min(ShownOfAHash, Commit.Length)]}",
        [new FileChange.Write(settings.Vllm.CommitFile, Text)]);
}
