namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Whose definition of a model is served.</summary>
public enum ModelType
{
    /// <summary><c>tpu-optimized</c>: rewritten for TPU; it is benchmarked.</summary>
    TpuOptimized,

    /// <summary><c>vllm-native</c>: vLLM's own; it is not benchmarked.</summary>
    VllmNative,
}
