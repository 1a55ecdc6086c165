using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>The builds that are tried: every kind that the scripts of a repository tell apart.</summary>
public static partial class ScenarioList
{
    private const string Bench = "benchmark";
    private const string Tuning = "tuning";

    /// <summary>All of them.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="scripts">Its scripts that compose builds.</param>
    /// <param name="text">What they hold.</param>
    public static ImmutableArray<ObservedScenario> Of(IFileTree files, BootstrapScripts scripts, ScriptText text)
    {
        var main = scripts.Main ?? BootstrapScripts.AgentsOwn;
        var label = text.Labels().Select(found => found.Label).FirstOrDefault() ?? "ready";
        ObservedScenario Build(string name, string occasion, params (string Name, string Value)[] variables) =>
            new(name, main)
            {
                Occasion = occasion,
                Environment = variables.ToImmutableSortedDictionary(
                    variable => variable.Name,
                    variable => variable.Value,
                    StringComparer.Ordinal
                ),
            };
        ObservedScenario Pull(string name, string? changes, params string[] labels) =>
            Build(
                name,
                BuildKind.PullRequest.Name,
                ("BUILDKITE_PULL_REQUEST", "7"),
                ("BUILDKITE_BRANCH", "observed-change"),
                ("BUILDKITE_SOURCE", "webhook")
            ) with
            {
                Changes = changes,
                Labels = [.. labels],
            };

        var all = ImmutableArray.CreateBuilder<ObservedScenario>();
        all.Add(Build("nightly", BuildKind.Nightly.Name, ("NIGHTLY", "1"), ("BUILDKITE_BRANCH", "main"), ("BUILDKITE_SOURCE", "schedule")));
        foreach (var implementation in Implementations(text))
            all.Add(
                Build(
                    $"nightly of {implementation}",
                    BuildKind.Nightly.Name,
                    ("NIGHTLY", "1"),
                    ("BUILDKITE_BRANCH", "main"),
                    ("BUILDKITE_SOURCE", "schedule"),
                    ("MODEL_IMPL_TYPE", implementation)
                )
            );
        all.Add(
            Build(
                "nightly of a branch",
                BuildKind.Nightly.Name,
                ("NIGHTLY", "1"),
                ("BUILDKITE_BRANCH", "releases/v1"),
                ("BUILDKITE_SOURCE", "ui")
            )
        );
        foreach (var slug in text.Slugs().Select(found => found.Slug).Where(slug => slug.Contains("integration", StringComparison.Ordinal)))
            all.Add(
                Build(
                    "integration",
                    BuildKind.Integration.Name,
                    ("BUILDKITE_PIPELINE_SLUG", slug),
                    ("BUILDKITE_BRANCH", "main"),
                    ("BUILDKITE_SOURCE", "schedule")
                )
            );
        all.Add(Build("post-merge", BuildKind.PostMerge.Name, ("BUILDKITE_BRANCH", "main"), ("BUILDKITE_SOURCE", "webhook")));
        all.Add(
            Build(
                "release tag",
                BuildOccasion.Release,
                ("BUILDKITE_BRANCH", "v1.2.3"),
                ("BUILDKITE_TAG", "v1.2.3"),
                ("BUILDKITE_SOURCE", "webhook")
            )
        );
        all.Add(Build("by hand", BuildKind.Other.Name, ("BUILDKITE_BRANCH", "some-branch")));
        all.Add(Pull("pull request of code", Code(files), label));
        all.Add(Pull("pull request without a label", Code(files)));
        all.Add(Pull("pull request of documentation", Documentation(files), label));
        if (First(files, ".buildkite/models/", ".yml") is { } model) all.Add(Pull("pull request of a model", model, label));
        if (Kernel(files, text) is { } kernel) all.Add(Pull("pull request of kernels", kernel, label));
        if (Case(files) is { } file) all.Add(Pull("pull request of a benchmark case", file, label));
        foreach (var script in scripts.Others) all.AddRange(OfOther(script, files, text));
        return all.ToImmutable();
    }

    /// <summary>Implementations beside the usual one that scripts tell apart (<c>MODEL_IMPL_TYPE</c>).</summary>
    public static ImmutableArray<string> Implementations(ScriptText text) =>
        [
            .. text.Matches(ImplementationCase())
                .SelectMany(found => found.Match.Groups["names"].Value.Split('|', StringSplitOptions.TrimEntries))
                .Select(name => name.Trim('"'))
                .Where(name => name.Length > 0 && name != BuildSettings.BuiltIn.Implementations[0].Name && VariableName.IsOne(name))
                .Distinct(StringComparer.Ordinal),
        ];

    private static IEnumerable<ObservedScenario> OfOther(string script, IFileTree files, ScriptText text)
    {
        var name = BootstrapScripts.NameOf(script);
        var isBenchmark = name.Contains(Bench, StringComparison.Ordinal);
        var slug = SlugOf(name, text) ?? $"observed-{name.Replace('_', '-')}";
        var usual = new ObservedScenario(isBenchmark ? Bench : name.Replace('_', ' '), script)
        {
            Occasion =
                isBenchmark ? BuildKind.Benchmark.Name
                : name.Contains(Tuning, StringComparison.Ordinal) ? BuildKind.KernelTuning.Name
                : BuildKind.Other.Name,
            OtherPipeline = isBenchmark ? null : name.Replace('_', '-'),
            Environment = ImmutableSortedDictionary
                .Create<string, string>(StringComparer.Ordinal)
                .Add("BUILDKITE_PIPELINE_SLUG", slug)
                .Add("BUILDKITE_BRANCH", "main"),
        };
        if (isBenchmark)
        {
            yield return usual;
            foreach (var type in Folders(files))
                yield return usual with
                {
                    Name = $"{Bench} of type {type}",
                    Environment = usual.Environment.Add("BM_CASE_TYPE", type.ToUpperInvariant()),
                };
            yield return usual with
            {
                Name = $"{Bench} of an unknown type",
                Environment = usual.Environment.Add("BM_CASE_TYPE", "NO_SUCH_TYPE"),
            };
            yield break;
        }

        var switches = text.Matches(Switch())
            .Where(found => found.Location.Path == script)
            .Select(found => found.Match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var one in switches)
            yield return usual with
            {
                Name = $"{usual.Name} with {one}",
                Environment = usual.Environment.Add(one, "1"),
            };
        // What a build is started for by hand: the first branch of each table.
        var tuned = text.Matches(TuningVersion())
            .Where(found => found.Location.Path == script)
            .Select(found => found.Match.Groups["version"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (tuned.Length == 0) yield return usual;
        // Every pair that a table might have: those that it has not end with an error, in both ways.
        var cores = text.Matches(TuningCores())
            .Where(found => found.Location.Path == script)
            .Select(found => found.Match.Groups["cores"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var version in tuned)
        {
            foreach (var core in cores)
                yield return usual with
                {
                    Name = $"{usual.Name} on {version} with {core} cores",
                    Environment = usual.Environment.Add("KERNEL_TUNING_TPU_VERSION", version).Add("KERNEL_TUNING_TPU_CORES", core),
                };
        }
    }

    private static string? SlugOf(string name, ScriptText text) =>
        text.Slugs()
            .Select(found => found.Slug)
            .FirstOrDefault(slug => slug.Replace('-', '_').EndsWith($"_{name}", StringComparison.Ordinal));

    private static string? Code(IFileTree files) =>
        files
            .List("")
            .FirstOrDefault(path =>
                path.EndsWith(".py", StringComparison.Ordinal)
                && !path.StartsWith('.')
                && !path.Contains("kernels", StringComparison.Ordinal)
                && !path.StartsWith("docs/", StringComparison.Ordinal)
            )
        ?? "observed_change.py";

    private static string Documentation(IFileTree files) =>
        files.Read("README.md") is not null
            ? "README.md"
            : files.List("").FirstOrDefault(path => path.EndsWith(".md", StringComparison.Ordinal)) ?? "README.md";

    private static string? Kernel(IFileTree files, ScriptText text) =>
        text.ChangeFlags()
            .SelectMany(flag => flag.Beginnings)
            .Select(beginning => files.List("").FirstOrDefault(path => path.StartsWith(beginning, StringComparison.Ordinal)))
            .FirstOrDefault(path => path is not null);

    private static string? Case(IFileTree files) =>
        files
            .List(".buildkite")
            .FirstOrDefault(path =>
                path.Contains("/cases/", StringComparison.Ordinal)
                && path.EndsWith(".json", StringComparison.Ordinal)
                && !path.Contains("/ci/", StringComparison.Ordinal)
            );

    private static IEnumerable<string> Folders(IFileTree files) =>
        files
            .List(".buildkite")
            .Where(path => path.Contains("/cases/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal))
            .Select(path => path[(path.IndexOf("/cases/", StringComparison.Ordinal) + "/cases/".Length)..])
            .Where(path => path.Contains('/'))
            .Select(path => path[..path.IndexOf('/')])
            .Distinct(StringComparer.Ordinal);

    private static string? First(IFileTree files, string start, string end) =>
        files.List(start.TrimEnd('/')).FirstOrDefault(path => path.EndsWith(end, StringComparison.Ordinal));

    [GeneratedRegex(
        """(?m)^\s*(?<names>"?auto"?(\s*\|\s*"?[\w]+"?)+)\)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex ImplementationCase();

    [GeneratedRegex(
        """\[\s*-n\s*"\$\{(?<name>BOOTSTRAP_\w+):?-?\}"\s*\]""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Switch();

    [GeneratedRegex("""(?m)^\s+(?<cores>\d+)\)\s*export""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex TuningCores();

    [GeneratedRegex("""(?m)^\s+(?<version>tpu\w+)\)\s*$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex TuningVersion();
}
