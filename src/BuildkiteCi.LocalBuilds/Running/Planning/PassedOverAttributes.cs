using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>What an upload asks of Buildkite that is not done on this machine, so that nobody wonders why it did not happen.</summary>
internal static class PassedOverAttributes
{
    private const int MostNames = 3;

    // Of steps and of the whole build. Steps of plugins alone are not run at all, and say so themselves.
    private static readonly ImmutableArray<string> Names = ["notify", "plugins", "image", "cache", "checkout"];

    /// <summary>One line of all that is passed over, with the steps that ask for it; null: nothing is.</summary>
    public static string? Of(PlannedUpload upload)
    {
        var run = upload.Steps.Where(step => step.Plan.IsRun).ToList();
        var parts = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Names)
        {
            var askers = run.Where(step => step.Source.Body.Has(name)).Select(step => $"'{step.Label}'").ToList();
            if (upload.Others.Has(name)) askers.Insert(0, "the build");
            if (askers.Count > 0) parts.Add($"{name} of {string.Join(", ", askers.Take(MostNames))}{(askers.Count > MostNames ? $" and {askers.Count - MostNames} more" : "")}");
        }

        return parts.Count > 0 ? $"not done on this machine: {string.Join("; ", parts)}" : null;
    }
}
