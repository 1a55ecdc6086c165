using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>What composing and its steps do in place of scripts that repositories of vLLM on TPU have (domain rules, "Results" and "The
/// matrices").</summary>
public static class KnownScripts
{
    /// <summary>The scripts by a part of the command that starts them, the step of ours that does the same (empty: composing itself), and
    /// the reason.</summary>
    public static ImmutableArray<(string Command, string Step, string Reason)> All { get; } =
    [
        (
            "upload_models_and_features.sh",
            "",
            "GeneratePipeline uploads the catalogue itself, a job less and with all checks before the first upload"
        ),
        ("stop_support_matrix", "", "a build whose pipeline is not whole publishes nothing: GeneratePipeline seals it, PublishMatrix asks"),
        ("generate_support_matrices.sh", "publish_matrix", "PublishMatrix makes the matrices of all generations in one job"),
        ("commit_support_matrices.sh", "publish_matrix", "PublishMatrix commits and pushes what it made"),
        ("notify_test_results.sh", "check_results", "CheckResults fails where a test failed, and names it"),
        ("update_lkg_version.sh", "update_vllm_commit", "UpdateVllmCommit writes and pushes the same file"),
    ];

    /// <summary>The row of a command, or null.</summary>
    public static (string Command, string Step, string Reason)? Of(string command)
    {
        foreach (var row in All)
            if (command.Contains(row.Command, StringComparison.Ordinal))
                return row;
        return null;
    }
}
