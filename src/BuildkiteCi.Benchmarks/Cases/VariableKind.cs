namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>What a variable's value is in its file.</summary>
public enum VariableKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
