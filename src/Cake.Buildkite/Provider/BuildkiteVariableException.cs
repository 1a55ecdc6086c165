namespace Cake.Buildkite;

/// <summary>A variable of the build's environment that holds what Buildkite would not write there.</summary>
public sealed class BuildkiteVariableException : Exception
{
    internal BuildkiteVariableException(string variable, string value, string expected)
        : base($"{variable} is '{value}', which is not {expected}; unset it, or set it as Buildkite does")
    {
        Variable = variable;
        Value = value;
    }

    /// <summary>The variable's name.</summary>
    public string Variable { get; }

    /// <summary>What it holds.</summary>
    public string Value { get; }
}
