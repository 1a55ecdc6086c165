namespace Cake.Buildkite;

/// <summary>Whose meta-data is read.</summary>
/// <remarks>Options of <c>buildkite-agent meta-data get</c>.</remarks>
public sealed class BuildkiteMetaDataGetSettings : BuildkiteAgentApiSettings
{
    /// <summary>What is printed for a key that has no value; null: such a key is a failure (<c>--default</c>).</summary>
    public string? Default { get; set; }

    /// <summary>A job of the build; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>The build's id, instead of a job; null: the job's build (<c>--build</c>).</summary>
    public string? Build { get; set; }

    internal override string Command => "meta-data get";

    /// <summary>The same with another default.</summary>
    internal BuildkiteMetaDataGetSettings WithDefault(string text)
    {
        var copy = (BuildkiteMetaDataGetSettings)MemberwiseClone();
        copy.Default = text;
        return copy;
    }

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--default", Default)
        .Text("--job", Job)
        .Text("--build", Build);
}
