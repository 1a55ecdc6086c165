using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>Shows where a release is worse than the one before in what must hold (the block <c>release_gate</c> of
/// <c>ci.yml</c>).</summary>
public static class ReleaseGate
{
    /// <summary>Where a release is worse, a sentence each; none: it may go out.</summary>
    /// <param name="comparison">What changed since the release before.</param>
    /// <param name="settings">What must hold.</param>
    public static ImmutableArray<string> WhatIsWorse(ReleaseComparison comparison, ReleaseGateSettings settings)
    {
        if (comparison.Before is not { } before) return [];
        var lost = settings.StillTested ? comparison.NoLongerTested.Where(change => change.Before?.Works == true) : [];
        return
        [
            .. from change in comparison.Broke.Concat(lost)
            from place in change.Places
            where Holds(settings, change.Subject.Definition, place.Implementation, place.Generation)
            select $"{change.Subject.Name} on {place.Generation} ({place.Implementation}): was '{change.Before}' in {before.Title}, is "
                + $"'{change.After?.ToString() ?? "not listed"}'"
                + string.Concat(change.Causes.Take(1).Select(cause => $"; {cause}")),
            .. from change in comparison.Speed
            where !change.IsBetter && Math.Abs(change.Ratio) > (settings.SlowerBy ?? double.MaxValue)
            where Holds(settings, change.Subject.Definition, change.Implementation, change.Generation)
            select $"{change.Subject.Name} on {change.Generation} ({change.Implementation}): {ReleaseNotes.Words(change)}, more than "
                + $"{(settings.SlowerBy ?? 0).ToString("0.#%", CultureInfo.InvariantCulture)}",
        ];
    }

    /// <summary>Where a release is worse in what the gate demands nothing of, a sentence each: other implementations, generations,
    /// matrices, lost tests.</summary>
    /// <param name="comparison">What changed since the release before.</param>
    /// <param name="settings">What must hold.</param>
    public static ImmutableArray<string> WhatIsWorseBeside(ReleaseComparison comparison, ReleaseGateSettings settings) =>
        [
            .. WhatIsWorse(comparison, new ReleaseGateSettings { SlowerBy = settings.SlowerBy })
                .Except(WhatIsWorse(comparison, settings), StringComparer.Ordinal),
        ];

    private static bool Holds(ReleaseGateSettings settings, MatrixDefinition definition, string implementation, string generation) =>
        (settings.Implementations.IsEmpty || settings.Implementations.Contains(implementation))
        && (settings.Generations.IsEmpty || settings.Generations.Contains(generation))
        && (settings.Matrices.IsEmpty || settings.Matrices.Contains(definition.Key) || settings.Matrices.Contains(definition.ShortKey));
}
