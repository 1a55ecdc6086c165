using System.Collections.Immutable;

namespace BuildkiteCi.Composing;

/// <summary>What can be wrong with a build's pipeline as it is composed.</summary>
public static class CompositionRules
{
    /// <summary>A listed pipeline is not there.</summary>
    public static Rule NoSuchPipeline { get; } = new("U001", Severity.Error, "A pipeline that ci.yml lists is not there",
        "pipelines:\n  - { file: .buildkite/pipeline_dokcer.yml }\n",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml }\n");

    /// <summary>Something was chosen that is not there.</summary>
    public static Rule NothingChosen { get; } = new("U002", Severity.Error, "Something chosen by hand is not in the catalogue",
        "./build.sh --target=GeneratePipeline --only Qwen/Qwen3-4\n",
        "./build.sh --target=GeneratePipeline --only Qwen/Qwen3-4B\n");

    /// <summary>A step makes more jobs than an upload may hold.</summary>
    public static Rule TooLargeForAnUpload { get; } = new("U003", Severity.Error, "What cannot be split makes more jobs than one upload may hold",
        "steps:\n  - { command: pytest, parallelism: 600 }\n",
        "steps:\n  - { command: pytest, parallelism: 300 }\n  - { command: pytest, parallelism: 300 }\n");

    /// <summary>A build is larger than Buildkite's usual limits.</summary>
    public static Rule TooLargeForABuild { get; } = new("U004", Severity.Warning, "The build is larger than Buildkite allows unless an organisation has higher limits",
        "# 4,001 jobs, or 501 uploads\n",
        "# 4,000 jobs in at most 500 uploads\n");

    /// <summary>All rules, by their codes.</summary>
    public static ImmutableArray<Rule> All { get; } = [NoSuchPipeline, NothingChosen, TooLargeForAnUpload, TooLargeForABuild];
}
