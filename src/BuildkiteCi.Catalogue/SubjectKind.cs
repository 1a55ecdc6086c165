namespace BuildkiteCi.Catalogue;

/// <summary>What a subject of the catalogue is.</summary>
public enum SubjectKind
{
    /// <summary>A model by its Hugging Face name.</summary>
    Model,

    /// <summary>A feature: a kernel, a parallelism, a data type of quantization, …</summary>
    Feature,
}
