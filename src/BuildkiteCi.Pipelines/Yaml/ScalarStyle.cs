namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>How a scalar was written. A hint: the meaning does not depend on it once the scalar is read.</summary>
public enum ScalarStyle
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary>In <c>'…'</c>.</summary>
    SingleQuoted,

    /// <summary>In <c>"…"</c>.</summary>
    DoubleQuoted,

    /// <summary>A block behind <c>|</c>, line breaks kept.</summary>
    Literal,

    /// <summary>A block behind <c>&gt;</c>, lines folded.</summary>
    Folded,
}
