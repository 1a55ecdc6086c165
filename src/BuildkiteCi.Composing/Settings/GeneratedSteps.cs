using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Composing.Settings;

/// <summary>What <c>ci.yml</c> changes in the steps that composing makes, one by one.</summary>
public sealed record GeneratedSteps
{
    /// <summary>The step that publishes the matrices.</summary>
    public GeneratedStep PublishMatrix { get; init; } = GeneratedStep.Unchanged;

    /// <summary>The step that fails where a test failed.</summary>
    public GeneratedStep CheckResults { get; init; } = GeneratedStep.Unchanged;

    /// <summary>The step that keeps vLLM's commit after an integration.</summary>
    public GeneratedStep UpdateVllmCommit { get; init; } = GeneratedStep.Unchanged;

    /// <summary>The steps of benchmark cases. Values: <c>{case_file}</c>, <c>{case_name}</c>, <c>{queue}</c>.</summary>
    public GeneratedStep Benchmark { get; init; } = GeneratedStep.Unchanged;

    /// <summary>The catalogue's steps that run our targets: attributes are set where a step does not set them itself.</summary>
    public GeneratedStep Test { get; init; } = GeneratedStep.Unchanged;
}
