using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>What setting variables changed.</summary>
/// <param name="Added">Names that had no value.</param>
/// <param name="Updated">Names that had a value.</param>
public sealed record BuildkiteEnvChange(ImmutableArray<string> Added, ImmutableArray<string> Updated)
{
    internal static BuildkiteEnvChange Parse(string json)
    {
        var answer = AgentJson.Parse<Answer>(json, "env set");
        return new([.. answer.Added ?? []], [.. answer.Updated ?? []]);
    }

    private sealed record Answer(string[]? Added, string[]? Updated);
}
