using System.Collections.Immutable;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>Makes the build of a scenario in both ways, in the same commit and environment, and compares them.</summary>
/// <param name="observer">Runs the present scripts.</param>
/// <param name="processes">Starts git.</param>
/// <param name="time">Dates composed builds.</param>
public sealed class BuildComparison(BuildObserver observer, IProcessRunner processes, TimeProvider time)
{
    /// <summary>The build as our program composes it.</summary>
    /// <param name="scenario">The build.</param>
    /// <param name="environment">The variables of its first job.</param>
    /// <param name="settings">The settings of <c>ci.yml</c>.</param>
    /// <param name="files">The repository at the build's commit.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The build; with the diagnostics that keep it from being composed.</returns>
    public async Task<Diagnosed<BuildImage>> ComposeAsync(
        ObservedScenario scenario,
        ImmutableDictionary<string, string> environment,
        CiSettings settings,
        IFileTree files,
        CancellationToken cancellationToken
    )
    {
        var other = settings.Composing.OtherPipelines.FirstOrDefault(one => one.Name == scenario.OtherPipeline);
        var identity = BuildIdentification.Of(environment, settings, other, kind: null);
        if (identity.HasErrors) return Diagnosed.With(BuildImage.Empty(1), identity.Diagnostics);
        var reading = new BuildInputsReading(
            new GitHistory(new ObservedGit(processes, observer)),
            new KnownLabels(scenario.Labels),
            files,
            time
        )
        {
            AsksLabels = settings.Composing.AsksLabels,
        };
        var facts = await reading.ReadAsync(identity.Value!, settings.Builds, cancellationToken);
        if (facts.HasErrors) return Diagnosed.With(BuildImage.Empty(1), facts.Diagnostics);
        if (!facts.Value!.Gate.IsOpen) return Diagnosed.With(BuildImage.Empty(facts.Value.Gate.IsRefusal ? 1 : 0), facts.Diagnostics);

        var request = new CompositionRequest(facts.Value, settings.Fleet.Generations, settings.Composing)
        {
            Queues = settings.Fleet.Queues,
            Environment = environment,
        };
        var composed = CompositionSources
            .Read(files, settings, request.Situation)
            .Then(sources => PipelineComposer.Compose(sources, request));
        var judged = PipelineComposer.Judge(composed, facts.Value);
        return Diagnosed.With(
            judged.HasErrors || judged.Value is null ? BuildImage.Empty(1) : BuildImage.Of(judged.Value, environment),
            judged.Diagnostics
        );
    }

    /// <summary>What differs in a scenario's build.</summary>
    public async Task<(ObservedBuild Observed, Diagnosed<BuildImage> Composed, ImmutableArray<Difference> Differences)> CompareAsync(
        ObservedScenario scenario,
        CiSettings settings,
        IFileTree files,
        CancellationToken cancellationToken
    )
    {
        var observed = await observer.ObserveAsync(scenario, cancellationToken);
        // The scripts may have left files; ours sees the commit as an agent would check it out.
        var environment = await observer.CheckOutAsync(scenario, cancellationToken);
        var composed = await ComposeAsync(scenario, environment, settings, files, cancellationToken);
        return (observed, composed, [.. BuildDifferences.Of(BuildImage.Of(observed), composed.Value!)]);
    }

    /// <summary>Compares a build that runs now.</summary>
    /// <param name="scenario">The build, with the variables of its first job.</param>
    /// <param name="settings">The settings of <c>ci.yml</c>.</param>
    /// <param name="files">The repository at the build's commit.</param>
    /// <param name="known">The builds that <c>Compare</c> makes: what is wanted in those of the same kind is wanted here.</param>
    /// <param name="wanted">The differences that are wanted.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<ComparedBuilds> CompareRunningAsync(
        ObservedScenario scenario,
        CiSettings settings,
        IFileTree files,
        IEnumerable<ObservedScenario> known,
        WantedDifferences wanted,
        CancellationToken cancellationToken
    )
    {
        var (observed, composed, differences) = await CompareAsync(scenario, settings, files, cancellationToken);
        var other = settings.Composing.OtherPipelines.FirstOrDefault(one => one.Name == scenario.OtherPipeline);
        var identity = BuildIdentification.Of(scenario.Environment, settings, other, kind: null).Value;
        var alike = known
            .Where(one => one.Occasion == identity?.Occasion && (one.OtherPipeline ?? "") == (identity.OtherPipeline ?? ""))
            .Select(one => one.Name)
            .ToArray();
        return ComparedBuilds.Of([new ComparedBuild(observed, composed, differences)], wanted.For(alike), areAll: false);
    }

    /// <summary>Differences of many builds, each once with the builds that have it, judged by what is wanted.</summary>
    public static ImmutableArray<Difference> Together(
        IEnumerable<(string Build, Difference Difference)> differences,
        WantedDifferences wanted
    ) =>
        [
            .. from one in differences
            group one.Build by one.Difference with
            {
                Reason = wanted.Judge(one.Difference with { Builds = [one.Build] }).Reason,
            } into same
            orderby same.Key.What, same.Key.Name, same.Key.Attribute
            select same.Key with
            {
                Builds = [.. same.Distinct(StringComparer.Ordinal)],
            },
        ];

    private sealed class KnownLabels(ImmutableArray<string> labels) : IPullRequestLabels
    {
        public Task<ImmutableArray<string>> OfAsync(GitHubRepository repository, int number, CancellationToken cancellationToken) =>
            Task.FromResult(labels);
    }
}
