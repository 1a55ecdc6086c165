using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Build.Terminal;
using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using Cake.Core;

namespace Build.Wiring;

/// <summary>What Adopt, Compare and Shadow do with a repository and its bootstrap.</summary>
internal static class Adopting
{
    private const string Sums = "SHA256SUMS";
    private const string AnnotationContext = "shadow";
    private const int MostShown = 40;

    /// <summary>What the thin build.sh pins: this program's version, and packages where the options name them.</summary>
    public static AdoptionSettings AdoptionSettings(this BuildContext context)
    {
        var folder = context.Options.Text("packages");
        var sums = ImmutableSortedDictionary<string, string>.Empty;
        if (folder is not null && !Directory.Exists(Path.GetFullPath(folder)))
            context.Options.Wrong("packages", $"there is no folder '{folder}'");
        else if (folder is not null) sums = Checksums(context, Path.GetFullPath(folder));
        return new AdoptionSettings(Version)
        {
            Folder = folder is null ? "" : Shown(context, Path.GetFullPath(folder)),
            Feed = context.Options.Text("feed") is { } feed ? Directory.Exists(feed) ? Shown(context, Path.GetFullPath(feed)) : feed : "",
            Checksums = sums,
            Variables = context.Variables.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Looks at the repository, with its leave also at what its bootstrap does, and plans what is written.</summary>
    public static async Task<AdoptionPlan> PlanAdoptionAsync(this BuildContext context, AdoptionSettings settings, bool observes, bool yes)
    {
        var scripts = BootstrapScripts.Find(context.Files);
        var text = ScriptText.Read(context.Files);
        var scenarios = ScenarioList.Of(context.Files, scripts, text);
        ImmutableArray<ObservedBuild> builds = [];
        if (observes && scripts.Main is { } main
            && (
                yes
                || context.Confirms(
                    $"To see what each build has, {main} is run {scenarios.Length} times in a copy of the repository, under a stand-in for "
                        + "buildkite-agent, without network and tokens. Run it?"
                )
            )
        )
        {
            using var scratch = new ScratchFolder();
            builds = await context.ObserveAsync(context.Observer(scratch), scenarios);
        }

        var detected = CiDetection.Of(context.Files, scripts, text, builds);
        return AdoptionPlan.Make(context.Files, detected, scripts, builds.IsEmpty ? "" : WantedFile.Of(builds), settings);
    }

    /// <summary>Compares every build.</summary>
    public static async Task<ComparedBuilds> CompareBuildsAsync(
        this BuildContext context,
        ImmutableArray<string> kinds,
        WantedDifferences wanted
    )
    {
        var scripts = BootstrapScripts.Find(context.Files);
        if (scripts.Main is null && scripts.Others.IsEmpty)
            throw new CakeException(1, "there is nothing to compare with: below .buildkite no script has 'bootstrap' in its name");
        ImmutableArray<ObservedScenario> scenarios =
        [
            .. ScenarioList
                .Of(context.Files, scripts, ScriptText.Read(context.Files))
                .Where(scenario =>
                    kinds.IsEmpty || kinds.Any(kind => Form(scenario.Name).StartsWith(Form(kind), StringComparison.OrdinalIgnoreCase))
                ),
        ];
        if (scenarios.IsEmpty) context.Options.Wrong("kinds", "no build has such a name");
        context.Options.Check();

        using var scratch = new ScratchFolder();
        var observer = context.Observer(scratch);
        await context.PrepareAsync(observer);
        var comparison = new BuildComparison(observer, context.Processes, context.Time);
        var compared = ImmutableArray.CreateBuilder<ComparedBuild>();
        foreach (var scenario in scenarios)
        {
            var (observed, composed, differences) = await comparison.CompareAsync(
                scenario,
                context.Settings,
                observer.Copy,
                context.Stopping
            );
            Console.Error.WriteLine(
                $"compared {compared.Count + 1} of {scenarios.Length}, {scenario}: {observed.Uploads.Length} uploads, "
                    + $"{BuildImage.Of(observed).Steps.Length} steps before, {composed.Value!.Steps.Length} now"
            );
            compared.Add(new ComparedBuild(observed, composed, differences));
        }

        return ComparedBuilds.Of(compared.ToImmutable(), wanted, areAll: kinds.IsEmpty);
    }

    /// <summary>Composes the build that runs now beside the one that its script uploaded, and annotates what differs.</summary>
    public static async Task ShadowAsync(this BuildContext context, string script, WantedDifferences wanted)
    {
        using var scratch = new ScratchFolder();
        var observer = context.Observer(scratch);
        if (
            await observer.PrepareBuildAsync(
                context.Files.Root,
                context.Variables.GetValueOrDefault("BUILDKITE_COMMIT", "HEAD"),
                context.Stopping
            ) is
            { } problem
        )
            throw new CakeException(1, problem);
        var labels = context
            .Variables.GetValueOrDefault("BUILDKITE_PULL_REQUEST_LABELS")
            ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToImmutableArray();
        var scenario = new ObservedScenario($"build {context.Variables.GetValueOrDefault("BUILDKITE_BUILD_NUMBER", "")}", script)
        {
            // The script has uploaded the build, so the label that it asks for is there.
            Labels = labels ?? [context.Settings.Builds.PullRequests.ReadyLabel ?? "ready"],
            OtherPipeline = context.Options.Text("pipeline"),
            Environment = context
                .Variables.Where(variable =>
                    !SecretNames
                        .In(context.Variables, SecretNames.Patterns($"{SecretNames.Usual},{SecretNames.OfScripts}"))
                        .Any(secret => secret.Key == variable.Key) && variable.Key is not ("PATH" or "HOME" or "PWD")
                    // The build that is composed here gives its program to nobody.
                    && !variable.Key.StartsWith("BUILDKITECI_", StringComparison.Ordinal)
                )
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        var compared = await new BuildComparison(observer, context.Processes, context.Time).CompareRunningAsync(
            scenario,
            context.Settings,
            observer.Copy,
            ScenarioList.Of(context.Files, BootstrapScripts.Find(context.Files), ScriptText.Read(context.Files)),
            wanted,
            context.Stopping
        );
        context.Show(compared, OutputFormat.Text);
        var isSame = compared.Differences.All(difference => difference.Reason is not null);
        await CompositionNote.TryShowAsync(
            new Annotation(AnnotationContext, isSame ? AnnotationStyle.Success : AnnotationStyle.Warning, compared.Markdown(MostShown)),
            context.Build,
            context.Stopping
        );
    }

    /// <summary>The differences that are wanted: those of <c>--baseline</c>, else of the repository's file, else none.</summary>
    public static WantedDifferences WantedDifferences(this BuildContext context)
    {
        var named = context.Options.Has("baseline") ? context.Files("baseline").FirstOrDefault() : null;
        var path = BuildkiteCi.Adopting.Comparing.WantedDifferences.Path;
        var file = named ?? (context.Files.Read(path) is { } text ? new SourceFile(path, text) : null);
        return file is null
            ? BuildkiteCi.Adopting.Comparing.WantedDifferences.None
            : context.Report(BuildkiteCi.Adopting.Comparing.WantedDifferences.Read(file));
    }

    /// <summary>Shows each file that changes, line by line, and what stays.</summary>
    public static void Show(this BuildContext context, AdoptionPlan plan)
    {
        foreach (var file in plan.Files)
        {
            context.Say($"{(file.After is null ? "removes" : file.Before is null ? "writes" : "changes")} {file.Path}");
            foreach (var line in FileDiff.Of(file.Before ?? "", file.After ?? "")) context.Say($"  {line}");
            context.Say("");
        }

        foreach (var note in plan.Notes) context.Say($"note: {note}");
        if (plan.Files.IsEmpty) context.Say("Nothing changes.");
    }

    /// <summary>Writes what was shown.</summary>
    public static void Write(this BuildContext context, AdoptionPlan plan)
    {
        foreach (var file in plan.Files)
        {
            if (file.After is null) context.Files.Delete(file.Path);
            else context.Files.Write(file.Path, file.After);
            if (file is { After: not null, IsProgram: true } && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(context.Files.Root, file.Path), (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>Whether the question is answered with yes at a terminal; without one it is not.</summary>
    public static bool Confirms(this BuildContext context, string question) =>
        context.SomebodyIsThere
        && new Questions(context.Console).ConfirmAsync(question, usual: false, context.Stopping).GetAwaiter().GetResult();

    /// <summary>What somebody does next.</summary>
    public static string NextSteps(this BuildContext context)
    {
        var program = File.Exists(Path.Combine(context.Files.Root, "buildkiteci.sh")) ? "./buildkiteci.sh" : "./build.sh";
        var passedOver = context.Options.Text("pass-over") is { } scripts ? $" --pass-over {scripts}" : "";
        return BootstrapScripts.Find(context.Files).Main is null
            ? $"Next: {program} --target=AddModel puts the first model into CI, {program} shows its pipeline."
            : $"Next: answer the questions in .buildkite/ci.yml, then {program} --target=Compare{passedOver} shows what differs, {program} "
                + "--target=Validate what is wrong.";
    }

    /// <summary>Shows a comparison: by build how many steps, then every difference with its builds.</summary>
    public static void Show(this BuildContext context, ComparedBuilds compared, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            context.Deliver(compared.Json());
            return;
        }

        foreach (var line in compared.Lines()) context.Say(line);
    }

    private static string Version =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";

    private static BuildObserver Observer(this BuildContext context, ScratchFolder scratch) =>
        new(
            context.Processes,
            new DiskFileTree(scratch.Path),
            new DiskFileTree(Path.Combine(scratch.Path, "work")),
            context.Settings.Builds.MainBranch,
            context.Variables.GetValueOrDefault("PATH", "/usr/bin:/bin")
        );

    private static async Task PrepareAsync(this BuildContext context, BuildObserver observer)
    {
        if (await observer.PrepareAsync(context.Files.Root, context.Options.Names("pass-over"), context.Stopping) is { } problem)
            throw new CakeException(1, problem);
        if (!observer.IsIsolated)
            Console.Error.WriteLine(
                "Warning: this machine does not take the network away from what is run (unshare); stand-ins for git, curl and the like do "
                    + "it alone"
            );
    }

    private static async Task<ImmutableArray<ObservedBuild>> ObserveAsync(
        this BuildContext context,
        BuildObserver observer,
        ImmutableArray<ObservedScenario> scenarios
    )
    {
        await context.PrepareAsync(observer);
        var builds = ImmutableArray.CreateBuilder<ObservedBuild>();
        foreach (var scenario in scenarios)
        {
            var build = await observer.ObserveAsync(scenario, context.Stopping);
            Console.Error.WriteLine(
                $"observed {builds.Count + 1} of {scenarios.Length}, {scenario}: {build.Uploads.Length} uploads, exit status "
                    + $"{build.ExitStatus}"
            );
            builds.Add(build);
        }

        return builds.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> Checksums(BuildContext context, string folder)
    {
        var path = Path.Combine(folder, Sums);
        if (!File.Exists(path))
        {
            context.Options.Wrong("packages", $"the folder has no {Sums}; ./build.sh --target=Pack writes it");
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        var head = $"buildkiteci-{Version}-";
        return File.ReadAllLines(path)
            .Select(line => line.Split("  ", 2))
            .Where(words => words.Length == 2 && words[1].StartsWith(head, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(words => words[1][head.Length..].Split('.')[0], words => words[0], StringComparer.Ordinal);
    }

    private static string Shown(BuildContext context, string folder) =>
        Path.GetRelativePath(context.Files.Root, folder) is var relative && !relative.StartsWith("..", StringComparison.Ordinal)
            ? relative.Replace('\\', '/')
            : folder;

    private static string Form(string name) => name.Replace(' ', '-');
}
