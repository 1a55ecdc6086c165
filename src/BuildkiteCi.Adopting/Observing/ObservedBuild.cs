using System.Collections.Immutable;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>What a script did to a build while it was observed.</summary>
/// <param name="Scenario">The build.</param>
/// <param name="ExitStatus">How the script ended.</param>
public sealed record ObservedBuild(ObservedScenario Scenario, int ExitStatus)
{
    /// <summary>The uploads in their order, those of uploaded steps right behind them all.</summary>
    public ImmutableArray<ObservedUpload> Uploads { get; init; } = [];

    /// <summary>The build's meta-data in the end.</summary>
    public ImmutableSortedDictionary<string, string> MetaData { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The variables that the build's first job had.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What was written, for people who want to know why a script failed.</summary>
    public string Output { get; init; } = "";

    /// <summary>The last line that it wrote: most likely why it failed.</summary>
    public string LastLine => LastOf(Output);

    internal static string LastOf(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "no output";

    /// <summary>Programs that were asked for and not run: they would have reached other machines.</summary>
    public ImmutableArray<string> Refused { get; init; } = [];
}
