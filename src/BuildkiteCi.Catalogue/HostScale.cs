namespace BuildkiteCi.Catalogue;

/// <summary>How large a TPU machine a test needs.</summary>
public enum HostScale
{
    /// <summary>The generation's small queue (<c>TPU_QUEUE_SINGLE</c>).</summary>
    Small,

    /// <summary>The generation's large queue (<c>TPU_QUEUE_MULTI</c>).</summary>
    Large,
}
