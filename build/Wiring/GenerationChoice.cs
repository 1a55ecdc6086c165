using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Core;

namespace Build.Wiring;

/// <summary>Which TPU generations a run is for.</summary>
internal static class GenerationChoice
{
    /// <summary>The one of <c>--tpu</c>, else the one that the job's environment asks for; null where neither does.</summary>
    public static Generation? RequestedGeneration(this BuildContext context)
    {
        if (context.Options.Has("tpu")) return context.Options.Choice("tpu", context.Settings.Fleet.Generations);
        var (generation, problem) = JobGeneration.Of(context.Variables, context.Settings.Fleet);
        if (problem is not null) context.Options.Wrong(problem);
        return generation;
    }

    /// <summary>What a build is composed for: <c>--generations</c>, else what its environment asks for, else all.</summary>
    public static RequestedGenerations Generations(
        this BuildContext context,
        IReadOnlyDictionary<string, string> environment,
        BuildKind kind
    )
    {
        var fleet = context.Settings.Fleet;
        var names = context.Options.Names("generations");
        foreach (var name in names.Where(name => fleet.Generation(name) is null))
        {
            var known = fleet.Generations.Select(generation => generation.Name).ToArray();
            context.Options.Wrong(
                "generations",
                $"the fleet has no generation '{name}'; {Spelling.Suggest(name, known, $"it has {string.Join(", ", known)}")}"
            );
        }

        context.Options.Check();
        var requested = context.Report(RequestedGenerations.Read(environment, kind, fleet));
        if (names.IsEmpty) return requested;
        if (requested.OnlyGeneration is { } one && !names.SequenceEqual([one.Name]))
            context.Options.Wrong(
                "generations",
                $"names {string.Join(", ", names)}, and the build's environment asks for {one}; leave one of the two out"
            );
        return requested with { Generations = [.. requested.Generations.Where(generation => names.Contains(generation.Name))] };
    }
}
