using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells which benchmark cases become steps, and how.</summary>
internal static partial class CaseDetection
{
    public static DetectedCases? Of(
        ImmutableArray<UploadedDocument> uploads,
        IFileTree files,
        ScriptText text,
        ImmutableArray<ObservedBuild> builds
    )
    {
        var steps = (from upload in uploads
                     from step in upload.Document?.AllSteps.OfType<Pipelines.Steps.CommandStep>() ?? []
                     let match = CaseCommand().Match(step.Command.Trim())
                     where match.Success
                     select (upload.Build, Step: step, Match: match)).ToArray();
        if (steps.Length == 0) return null;
        var first = steps[0].Match;
        var typed = steps
            .Where(one =>
                one.Build.Scenario.Occasion != BuildKind.Benchmark.Name && one.Match.Groups["file"].Value != one.Build.Scenario.Changes
            )
            .GroupBy(one => one.Build.Scenario.Occasion)
            .ToImmutableSortedDictionary(same => same.Key, same => same.First().Match.Groups["type"].Value, StringComparer.Ordinal);
        var usual = steps.FirstOrDefault(one =>
            one.Build.Scenario.Occasion == BuildKind.Benchmark.Name && !one.Build.Environment.ContainsKey("BM_CASE_TYPE")
        );
        var changed = steps.Any(one =>
            one.Build.Scenario is { IsPullRequest: true, Changes: { } file } && one.Match.Groups["file"].Value == file
        );
        return new DetectedCases(first.Groups["folder"].Value)
        {
            Command = $"{first.Groups["command"].Value} {{case_file}} {{case_name}}",
            TypeOf = typed,
            DefaultType = usual.Match?.Groups["type"].Value,
            Types = Types(text),
            ChangedInPullRequests = changed,
            Validation = changed
                ? uploads
                    .Where(upload =>
                        upload.Upload.Path is not null
                        && upload.Build.Scenario.Changes?.Contains("/cases/", StringComparison.Ordinal) == true
                    )
                    .Select(upload => upload.Upload.Path!)
                    .FirstOrDefault(path =>
                        uploads
                            .Where(upload => upload.Upload.Path == path)
                            .All(upload => upload.Build.Scenario.Changes?.Contains("/cases/", StringComparison.Ordinal) == true)
                    )
                : null,
            Variables = [.. Variables(steps.Select(one => (one.Build, one.Step)), text)],
            SelectedBy = text.Matches(Selecting(), ".py")
                .Select(found => ((string, SourceLocation)?)(found.Match.Groups["name"].Value, found.Location))
                .FirstOrDefault(),
            Place = text.Find(first.Groups["command"].Value.Split(' ')[^1], "command") ?? text.Find(first.Groups["command"].Value),
        };
    }

    // What a generator takes from its environment into the steps: seen in them, or read in its source.
    private static IEnumerable<(string Name, ImmutableArray<KeyValuePair<string, string>> Values, SourceLocation? Place)> Variables(
        IEnumerable<(ObservedBuild Build, Pipelines.Steps.CommandStep Step)> steps,
        ScriptText text
    )
    {
        foreach (var (match, mark) in text.Matches(Taken(), ".py").DistinctBy(found => found.Match.Groups["name"].Value))
        {
            var name = match.Groups["name"].Value;
            var seen = steps
                .SelectMany(one =>
                    one.Step.Env.Where(variable => variable.Key == name).Select(variable => (one.Build.Scenario.Occasion, variable.Value))
                )
                .Distinct()
                .ToArray();
            yield return (
                name,
                seen.Length == 0
                    ? [KeyValuePair.Create("", $"${{{name}:-}}")]
                    : [.. seen.DistinctBy(one => one.Occasion).Select(one => KeyValuePair.Create(one.Occasion, one.Value))],
                mark
            );
        }
    }

    private static ImmutableArray<string> Types(ScriptText text) =>
        [
            .. text.Matches(TypeList())
                .SelectMany(found => found.Match.Groups["names"].Value.Split('|'))
                .Select(name => name.ToLowerInvariant())
                .Distinct(StringComparer.Ordinal),
        ];

    [GeneratedRegex(
        @"^(?<command>.*\S)\s+(?<file>(?<folder>\S*/cases)/(?<type>[\w-]+)/\S+\.json)\s+\S+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex CaseCommand();

    [GeneratedRegex(
        """global_env\["(?<name>\w+)"\]\s*=\s*os\.environ""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Taken();

    [GeneratedRegex(
        """os\.(getenv\(|environ(\.get\(|\[))['"](?<name>\w*SELECT\w*)['"]""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Selecting();

    [GeneratedRegex(
        """(?s)case\s+"?\$\{?BM_CASE_TYPE\}?"?\s+in\s+(?<names>[A-Z|]+)\)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex TypeList();
}
