using System.Collections.Immutable;

namespace TestSupport;

/// <summary>A request as a <see cref="LocalServer"/> got it.</summary>
/// <param name="Method">GET, POST.</param>
/// <param name="Target">Path and query, as they came.</param>
/// <param name="Headers">Its headers, whatever their letter case.</param>
/// <param name="Body">Its body.</param>
internal sealed record LocalRequest(string Method, string Target, ImmutableDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Uri.UnescapeDataString(Target.Split('?')[0]);

    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";
}
