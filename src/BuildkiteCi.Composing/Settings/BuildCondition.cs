using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Settings;

/// <summary>In which builds something that <c>ci.yml</c> lists takes part (<c>when</c>). All that it names must hold; what it does not name
/// does not matter.</summary>
public sealed record BuildCondition
{
    private const string Anything = "*";

    /// <summary>In every build.</summary>
    public static BuildCondition Always { get; } = new();

    /// <summary>Kinds of builds, by <see cref="BuildOccasion"/>; empty: all.</summary>
    public ImmutableArray<string> Builds { get; init; } = [];

    /// <summary>Implementations of the models (<c>MODEL_IMPL_TYPE</c>); empty: all.</summary>
    public ImmutableArray<string> Implementations { get; init; } = [];

    /// <summary>Branches, as in a step's <c>branches</c>: <c>*</c> is any text, <c>!</c> all but these; empty: all.</summary>
    public ImmutableArray<string> Branches { get; init; } = [];

    /// <summary>Files of which the build must change one; null: it does not matter. Where the history is not known the condition
    /// holds.</summary>
    public PathPatterns? Changed { get; init; }

    /// <summary>A pull request that changes nothing but these, documentation aside, does without; null: it does not matter.</summary>
    public PathPatterns? UnlessOnly { get; init; }

    /// <summary>Variables of the build and the value that each must have: <c>*</c> any but an empty one, an empty text for unset.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Labels of which a pull request must have one; empty: it does not matter. No other build has labels.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Why a build does without, as a part of a sentence; null where it takes part.</summary>
    public string? Unmet(BuildSituation build)
    {
        var (identity, changes) = (build.Facts.Identity, build.Facts.Changes);
        if (!Builds.IsEmpty && !identity.IsAmong(Builds)) return $"it is for {string.Join(", ", Builds)} builds";
        if (!Implementations.IsEmpty && !Implementations.Contains(identity.Implementation.Name))
            return $"it is for implementation {string.Join(", ", Implementations)}";
        if (!Branches.IsEmpty && !BranchPatterns.Match(string.Join(' ', Branches), build.Branch))
            return $"it is for branches {string.Join(' ', Branches)}";
        if (!Labels.IsEmpty && !Labels.Any(build.Facts.Labels.Contains))
            return $"the pull request has no label {string.Join(", ", Labels)}";
        foreach (var (name, wanted) in Environment)
        {
            if (!Fits(build.Environment.GetValueOrDefault(name, ""), wanted))
                return wanted switch
                {
                    "" => $"{name} is set",
                    Anything => $"{name} is not set",
                    _ => $"{name} is not '{wanted}'",
                };
        }

        if (!changes.IsKnown) return null;
        if (Changed is { } files && !files.FitAny(changes.Paths)) return "the build changes none of its files";
        return
            UnlessOnly is { } only && identity.Kind == BuildKind.PullRequest && only.FitAll(build.Facts.Documentation.Others(changes.Paths))
            ? $"the build changes nothing but {string.Join(", ", only.Patterns)}"
            : null;
    }

    private static bool Fits(string value, string wanted) => wanted == Anything ? value.Length > 0 : value == wanted;
}
