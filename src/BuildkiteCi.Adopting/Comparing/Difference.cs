using System.Collections.Immutable;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>Something that is otherwise in a composed build than in the one that the present bootstrap makes.</summary>
/// <param name="What">The sort of difference: <c>step missing</c>, <c>step added</c>, <c>step</c>, <c>meta-data</c>, <c>notify</c>, <c>exit
/// status</c>.</param>
/// <param name="Name">The step or the meta-data's key; empty for what is the build's.</param>
/// <param name="Attribute">What of the step differs: <c>command</c>, <c>env.TPU_VERSION</c>; empty where the whole is meant.</param>
/// <param name="Before">As it is today; null: there is none.</param>
/// <param name="Now">As it is composed; null: there is none.</param>
public sealed record Difference(string What, string Name, string Attribute, string? Before, string? Now)
{
    /// <summary>The builds that differ in this way, by their names.</summary>
    public ImmutableArray<string> Builds { get; init; } = [];

    /// <summary>Why it is wanted; null: nobody has said.</summary>
    public string? Reason { get; init; }

    /// <summary>In one line, long values cut.</summary>
    public override string ToString() => What switch
    {
        "step missing" or "step added" => $"{What}: {Name}",
        "meta-data" or "exit status" or "notify" => $"{What}{(Name.Length > 0 ? $" {Name}" : "")}: {Shown(Before)} -> {Shown(Now)}",
        _ => $"{What} {Name}: {Attribute}: {Shown(Before)} -> {Shown(Now)}",
    };

    private static string Shown(string? value)
    {
        if (value is null) return "(none)";
        var line = value.ReplaceLineEnding();
        return line.Length > 100 ? $"{line[..97]}…" : line;
    }
}

file static class OneLine
{
    public static string ReplaceLineEnding(this string text) => text.Trim().ReplaceLineEndings("⏎");
}
