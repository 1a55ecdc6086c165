using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>What an upload asks of Buildkite that is not done on this machine, so that nobody wonders why it did not happen.</summary>
internal static class PassedOverAttributes
{
    private const int MostNames = 3;

    // Of steps and of the whole build. Steps of plugins alone are not run at all, and say so themselves.
    private static readonly ImmutableArray<string> Names = ["notify", "image", "cache", "checkout"];

    /// <summary>One line of all that is passed over, with the steps that ask for it; null: nothing is.</summary>
    public static string? Of(PlannedUpload upload)
    {
        var run = upload.Steps.Where(step => step.Plan.IsRun).ToList();
        var parts = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Names)
        {
            var askers = run.Where(step => step.Source.Body.Has(name)).Select(step => $"'{step.Label}'").ToList();
            if (upload.Others.Has(name)) askers.Insert(0, "the build");
            if (askers.Count > 0)
                parts.Add(
                    $"{name} of "
                        + $"{string.Join(", ", askers.Take(MostNames))}"
                        + $"{(askers.Count > MostNames ? $" and {askers.Count - MostNames} more" : "")}"
                );
        }

        var commands = run.Where(step => step.Source is CommandStep).ToList();
        foreach (
            var plugin in commands
                .SelectMany(step => Plugins(step).Select(what => (What: what, step.Label)))
                .GroupBy(one => one.What, StringComparer.Ordinal)
        )
        {
            var askers = plugin.Select(one => $"'{one.Label}'").ToList();
            parts.Add(
                $"{plugin.Key} of "
                    + $"{string.Join(", ", askers.Take(MostNames))}"
                    + $"{(askers.Count > MostNames ? $" and {askers.Count - MostNames} more" : "")}"
            );
        }

        return parts.Count > 0 ? $"not done on this machine: {string.Join("; ", parts)}" : null;
    }

    // Plugins that are not run, and of those that make a container what is not done.
    private static IEnumerable<string> Plugins(RunStep step)
    {
        var source = (CommandStep)step.Source;
        var container = ContainerPlugin.Of(source, text => text);
        var hooked = step.Jobs.SelectMany(job => job.Plugins).Select(plugin => plugin.Source).Append(container?.Source).ToHashSet();
        foreach (var (name, _) in ContainerPlugin.Plugins(source).Where(plugin => !hooked.Contains(plugin.Source)))
            yield return $"plugin {name}";
        foreach (var setting in container?.NotDone ?? []) yield return $"{setting} of plugin {container!.Source}";
    }
}
