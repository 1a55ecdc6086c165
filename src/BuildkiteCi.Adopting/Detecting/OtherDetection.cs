using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Composing;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells what a bootstrap of another pipeline of Buildkite does.</summary>
internal static partial class OtherDetection
{
    private const string Version = "KERNEL_TUNING_TPU_VERSION";
    private const string Cores = "KERNEL_TUNING_TPU_CORES";

    public static DetectedPipeline? Of(
        string script,
        ImmutableArray<UploadedDocument> uploads,
        ImmutableArray<ObservedBuild> builds,
        ScriptText text
    )
    {
        var own = builds
            .Where(build => build.Scenario.Script == script && build.Scenario.OtherPipeline is not null && build.ExitStatus == 0)
            .ToArray();
        if (own.Length == 0) return null;
        var scenario = own[0].Scenario;
        var all = uploads.Where(upload => own.Contains(upload.Build) && upload.Upload.UploadedBy is null).ToArray();
        var slug = scenario.Environment.GetValueOrDefault("BUILDKITE_PIPELINE_SLUG");
        return new DetectedPipeline(scenario.OtherPipeline!, script)
        {
            Slug = slug is null || slug.StartsWith("observed", StringComparison.Ordinal) ? null : slug,
            Kind = scenario.Occasion,
            Variables = [.. Variables(script, all, text)],
            Files = [.. Files(script, all, own, text)],
        };
    }

    private static IEnumerable<(string Line, SourceLocation? Place)> Files(
        string script,
        UploadedDocument[] all,
        ObservedBuild[] builds,
        ScriptText text
    )
    {
        var switches = builds
            .SelectMany(build => build.Scenario.Environment.Keys)
            .Where(name => name.StartsWith("BOOTSTRAP_", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var path in all.Reverse().Select(upload => upload.Upload.Path).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var has = all.Where(upload => upload.Upload.Path == path).Select(upload => upload.Build).Distinct().ToArray();
            var words = new List<string> { $"file: {File(script, path, text)}" };
            if (all.First(upload => upload.Upload.Path == path).Priority is null) words.Add("priority: none");
            if (When(has, builds, switches) is { Length: > 0 } when) words.Add($"when: {{ environment: {{ {when} }} }}");
            var placeholders = text.Matches(Substitution())
                .Where(found =>
                    found.Location.Path == script
                    && text.Files.First(file => file.Path == path)
                        .Text.Contains(found.Match.Groups["placeholder"].Value, StringComparison.Ordinal)
                )
                .ToArray();
            if (placeholders.Length > 0)
            {
                var timed = placeholders.Select(found => found.Match.Groups["variable"].Value)
                    .Select(name =>
                        (
                            Name: name,
                            Value: all.Where(upload => upload.Upload.Path == path)
                                .Select(upload => upload.Upload.Environment.GetValueOrDefault(name, ""))
                                .First()
                        )
                    )
                    .Where(one => Times().IsMatch(one.Value)).ToArray();
                if (timed.Length > 0)
                {
                    var set = timed.Select(one => $"{one.Name}: {Json.Quoted(Times().Replace(one.Value, "${BUILD_TIME}"))}");
                    words.Add($"variables: {{ {string.Join(", ", set)} }}");
                }

                var replaced = placeholders
                    .Select(found => found.Match.Groups)
                    .Select(groups => $"{groups["placeholder"].Value}: \"${{{groups["variable"].Value}}}\"");
                words.Add($"replace: {{ {string.Join(", ", replaced)} }}");
            }

            yield return ($"- {{ {string.Join(", ", words)} }}", text.Find(path, null, script));
        }
    }

    // A variable that names the file, with this one where it is not set.
    private static string File(string script, string path, ScriptText text)
    {
        var named = text.Matches(FileVariable())
            .FirstOrDefault(found => found.Location.Path == script && found.Match.Groups["file"].Value == path);
        return named.Match is null ? CiFileText.Quote(path) : Json.Quoted($"${{{named.Match.Groups["name"].Value}:-{path}}}");
    }

    private static string When(ObservedBuild[] has, ObservedBuild[] builds, string[] switches)
    {
        if (has.Length == builds.Length) return "";
        var only = switches.Where(one => has.All(build => build.Scenario.Environment.ContainsKey(one))).ToArray();
        return string.Join(", ", only.Length > 0
            ? only.Select(one => $"{one}: \"*\"")
            : switches.Where(one => !has.Any(build => build.Scenario.Environment.ContainsKey(one))).Select(one => $"{one}: \"\""));
    }

    private static IEnumerable<(string Line, SourceLocation? Place)> Variables(string script, UploadedDocument[] all, ScriptText text)
    {
        var substituted = text.Matches(Substitution())
            .Where(found => found.Location.Path == script)
            .Select(found => found.Match.Groups["variable"].Value)
            .ToHashSet(StringComparer.Ordinal);
        var used = all.SelectMany(upload =>
            upload
                .Exported.Where(variable =>
                    !variable.Key.StartsWith("PRIORITY_", StringComparison.Ordinal)
                    && (substituted.Contains(variable.Key) || VariableDetection.Uses(upload, variable.Key))
                )
                .Select(variable => (Upload: upload, variable.Key, variable.Value))
        );
        foreach (var variable in used.GroupBy(one => one.Key).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            var place = text.Find($"{variable.Key}=", null, script);
            var values = variable.Select(one => one.Value).Distinct(StringComparer.Ordinal).ToArray();
            // It belongs to the template whose placeholder it fills, and to no other file.
            if (Times().IsMatch(values[0])) continue;

            var rows = variable.Where(one => one.Upload.Build.Environment.ContainsKey(Version))
                .Select(one =>
                    (Key: $"{one.Upload.Build.Environment[Version]}-{one.Upload.Build.Environment.GetValueOrDefault(Cores)}", one.Value)
                )
                .DistinctBy(row => row.Key)
                .OrderBy(row => row.Key, StringComparer.Ordinal)
                .ToArray();
            if (rows.Length > 0)
                yield return (
                    $"{variable.Key}: {{ by: \"${{{Version}}}-${{{Cores}}}\", values: {{ \"-\": \"\", "
                        + $"{string.Join(", ", rows.Select(row => $"{row.Key}: {CiFileText.Quote(row.Value)}"))} }} }}",
                    place
                );
            else if (values.Length == 1) yield return ($"{variable.Key}: {CiFileText.Quote(values[0])}", place);
        }
    }

    [GeneratedRegex(
        """sed\s+["']s/(?<placeholder>\w+)/\$\{?(?<variable>\w+)\}?/g["']""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Substitution();

    [GeneratedRegex(
        """(?<name>\w+)="\$\{\k<name>:-(?<file>[\w./-]+\.ya?ml)\}""" + "\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex FileVariable();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d-\d\d-\d\d", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Times();
}
