using System.Collections.Immutable;
using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>Moves a repository in, as the build's tasks do.</summary>
internal static class Move
{
    public static async Task<(DetectedCi Detected, AdoptionPlan Plan, ImmutableArray<ObservedBuild> Builds)> PlanAsync(
        string root,
        string? only = null
    )
    {
        var files = new DiskFileTree(root);
        var scripts = BootstrapScripts.Find(files);
        var text = ScriptText.Read(files);
        using var scratch = new TemporaryFolder();
        var observer = await ObserverAsync(root, scratch);
        var builds = ImmutableArray.CreateBuilder<ObservedBuild>();
        if (scripts.Main is not null)
            foreach (var scenario in ScenarioList.Of(files, scripts, text).Where(scenario => only is null || scenario.Name == only))
                builds.Add(await observer.ObserveAsync(scenario, TestContext.Current.CancellationToken));
        var detected = CiDetection.Of(files, scripts, text, builds.ToImmutable());
        return (
            detected,
            AdoptionPlan.Make(
                files,
                detected,
                scripts,
                builds.Count == 0 ? "" : WantedFile.Of(builds.ToImmutable()),
                new AdoptionSettings("1.2.3")
            ),
            builds.ToImmutable()
        );
    }

    public static async Task<ComparedBuilds> CompareAsync(string root, params string[] only)
    {
        var files = new DiskFileTree(root);
        using var scratch = new TemporaryFolder();
        var observer = await ObserverAsync(root, scratch);
        var comparison = new BuildComparison(observer, new ProcessRunner(root, TimeProvider.System), TimeProvider.System);
        var settings = CiSettings.Read(files);
        settings.Diagnostics.ShouldBeEmpty();
        var compared = ImmutableArray.CreateBuilder<ComparedBuild>();
        foreach (
            var scenario in ScenarioList
                .Of(files, BootstrapScripts.Find(files), ScriptText.Read(files))
                .Where(scenario => only.Length == 0 || only.Contains(scenario.Name))
        )
        {
            var (observed, composed, differences) = await comparison.CompareAsync(
                scenario,
                settings.Value!,
                observer.Copy,
                TestContext.Current.CancellationToken
            );
            compared.Add(new ComparedBuild(observed, composed, differences));
        }

        return ComparedBuilds.Of(compared.ToImmutable(), Wanted(files));
    }

    public static async Task<ComparedBuilds> CompareRunningAsync(string root, ObservedScenario scenario)
    {
        var files = new DiskFileTree(root);
        using var scratch = new TemporaryFolder();
        var observer = await ObserverAsync(root, scratch);
        return await new BuildComparison(observer, new ProcessRunner(root, TimeProvider.System), TimeProvider.System).CompareRunningAsync(
            scenario,
            CiSettings.Read(files).Value!,
            observer.Copy,
            ScenarioList.Of(files, BootstrapScripts.Find(files), ScriptText.Read(files)),
            Wanted(files),
            TestContext.Current.CancellationToken
        );
    }

    public static void Write(string root, AdoptionPlan plan)
    {
        var files = new DiskFileTree(root);
        foreach (var file in plan.Files)
        {
            if (file.After is null) files.Delete(file.Path);
            else files.Write(file.Path, file.After);
        }
    }

    private static WantedDifferences Wanted(DiskFileTree files) =>
        files.Read(WantedDifferences.Path) is { } text
            ? WantedDifferences.Read(new SourceFile(WantedDifferences.Path, text)).Value!
            : WantedDifferences.None;

    private static async Task<BuildObserver> ObserverAsync(string root, TemporaryFolder scratch)
    {
        var observer = new BuildObserver(
            new ProcessRunner(root, TimeProvider.System),
            new DiskFileTree(scratch.Path),
            new DiskFileTree(Path.Combine(scratch.Path, "work")),
            "main",
            Environment.GetEnvironmentVariable("PATH")!
        );
        (await observer.PrepareAsync(root, [], TestContext.Current.CancellationToken)).ShouldBeNull();
        return observer;
    }
}
