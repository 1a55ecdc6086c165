namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>What a scalar is, decided as Buildkite's YAML reader decides it.</summary>
public enum ScalarKind
{
    /// <summary>A text. Quoted and block scalars always, <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c> too.</summary>
    Text,

    /// <summary>Nothing: <c>~</c>, <c>null</c>, or no value at all.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number of at most 64 bits: decimal, <c>0x1F</c>, <c>0o17</c>, <c>017</c>, <c>0b11</c>, <c>1_000</c>.</summary>
    WholeNumber,

    /// <summary>A number with a fraction or exponent, or a whole number of more than 64 bits.</summary>
    Number,

    /// <summary>A date, or a date with a time.</summary>
    Timestamp,
}
