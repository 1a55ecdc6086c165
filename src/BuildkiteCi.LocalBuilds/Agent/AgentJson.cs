using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>How the agent's commands write JSON.</summary>
internal static class AgentJson
{
    /// <summary>On one line (<c>json</c>).</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented (<c>json-pretty</c>).</summary>
    public static readonly JsonSerializerOptions Pretty = new(Compact) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The options of a <c>--format</c>.</summary>
    public static JsonSerializerOptions For(string? format) => format == "json-pretty" ? Pretty : Compact;
}
