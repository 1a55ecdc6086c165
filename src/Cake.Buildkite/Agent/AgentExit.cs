namespace Cake.Buildkite;

/// <summary>How a process of the agent ended, with all that it wrote.</summary>
internal sealed record AgentExit(int Status, string Output, string Error)
{
    /// <summary>The output without the line break that ends it, if there is one; further ones belong to the value.</summary>
    public string Line =>
        Output.EndsWith("\r\n", StringComparison.Ordinal) ? Output[..^2] : Output.EndsWith('\n') ? Output[..^1] : Output;

    /// <summary>The output's lines, without empty ones.</summary>
    public IEnumerable<string> Lines =>
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
}
