using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>Writes the differences that come from how composing works, each with its reason, for a repository that moves in.</summary>
public static class WantedFile
{
    private const string Composed = "composed in place of scripts, see the steps that are missing";

    /// <summary>The text of the file, without its first line.</summary>
    /// <param name="builds">The builds of today.</param>
    public static string Of(ImmutableArray<ObservedBuild> builds)
    {
        var rows = new List<(string What, string Name, string Attribute, string Reason)>();
        var lines = new List<string>();
        var steps = UploadedDocument.Of(builds).SelectMany(upload => upload.Running).DistinctBy(step => step.Name).ToArray();
        foreach (var step in steps)
        {
            if (KnownScripts.Of(step.Command) is { } known) rows.Add(("step missing", step.Name, "*", known.Reason));
        }

        if (rows.Count > 0)
        {
            foreach (var name in (string[])["publish_matrix", "check_results", "update_vllm_commit"])
                rows.Add(("step added", name, "*", Composed));
            foreach (
                var key in KnownScripts
                    .All.Select(known => known.Step)
                    .Where(name => name.Length > 0)
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(name => Waiting(steps, name))
                    .Distinct(StringComparer.Ordinal)
            )
                rows.Add(("step", key, "depends_on", "waits for the step that took the place of the one it waited for"));
        }

        rows.Add(
            (
                "meta-data",
                "changed_files",
                "*",
                "the same files, sorted and without a comma at the end; a commit whose parent the clone lacks has its own files"
            )
        );
        if (Lacks(builds, "JOB_PRIORITY"))
            lines.Add(
                "  - { what: meta-data, name: JOB_PRIORITY, before: \"\", reason: \"every build has its priority in its meta-data, those "
                    + "of other pipelines too\" }"
            );
        if (Lacks(builds, "VLLM_COMMIT_HASH"))
            lines.Add(
                "  - { what: meta-data, name: VLLM_COMMIT_HASH, before: \"\", reason: \"every build has the commit of vLLM in its "
                    + "meta-data, those of other pipelines too\" }"
            );
        if (builds.Any(build => build.MetaData.ContainsKey("stop_support_matrix")))
            rows.Add(("meta-data", "stop_support_matrix", "*", Composed));
        lines.Add(
            "  - { what: step, attribute: group, builds: [\"release tag\"], before: \"TPU * nightly Tests *\", reason: \"the group of the "
                + "catalogue is called after the kind of the build, a release's too\" }"
        );
        lines.Add(
            "  - { what: step added, builds: [\"pull request of a model\"], reason: \"a pull request tests the subjects whose files it "
                + "changes\" }"
        );
        rows.Add(("meta-data", "run_v*_matrix", "*", "a pull request that changes subjects tells their generations"));
        rows.Add(
            (
                "meta-data",
                "*-list",
                "*",
                "the same subjects in the order in which their steps run; a pull request tells those that it changes"
            )
        );
        // A build that is refused uploads nothing, not even what scripts upload before they come to refuse it.
        var refused = builds.Where(build => build.ExitStatus != 0 || build.Uploads.IsEmpty).Select(build => build.Scenario.Name).ToArray();
        if (refused.Length > 0)
            lines.Add(
                $"  - {{ what: \"*\", builds: {CiFileText.List(refused)}, reason: \"the build is refused, or has nothing to do, before "
                    + $"anything is set or uploaded\" }}"
            );
        var silent = Silent(builds).ToArray();
        if (silent.Length > 0)
            lines.Add(
                $"  - {{ what: notify, builds: {CiFileText.List(silent)}, before: \"\", reason: \"a build that fails notifies the person "
                    + $"who started it; today it notifies nobody\" }}"
            );
        // An uploaded step has lost what the first job exported.
        foreach (
            var priority in UploadedDocument
                .Of(builds)
                .Where(upload => upload.Upload.UploadedBy is not null && upload.Priority is not null)
                .Select(upload => upload.Priority!.Value)
                .Distinct()
        )
            lines.Add(
                $"  - {{ what: step, name: \"tpu*\", attribute: priority, before: \"{priority}\", builds: [\"nightly*\"], reason: \"the "
                    + $"catalogue's jobs have the priority of their build; today the job that uploads them does not know it\" }}"
            );
        return Text(rows.Distinct()) + string.Concat(lines.Select(line => $"{line}\n"));
    }

    // Builds that upload and notify nobody.
    private static IEnumerable<string> Silent(ImmutableArray<ObservedBuild> builds)
    {
        var notifying = UploadedDocument
            .Of(builds)
            .Where(upload => upload.Notifications.Any())
            .Select(upload => upload.Build.Scenario.Name)
            .ToHashSet(StringComparer.Ordinal);
        return builds
            .Where(build =>
                build.ExitStatus == 0
                && !build.Uploads.IsEmpty
                && build.Scenario is { OtherPipeline: null, Environment: var environment }
                && environment.GetValueOrDefault("BUILDKITE_SOURCE") != "schedule"
            )
            .Select(build => build.Scenario.Name).Where(name => !notifying.Contains(name));
    }

    private static bool Lacks(ImmutableArray<ObservedBuild> builds, string key) =>
        builds.Any(build => build.ExitStatus == 0 && !build.Uploads.IsEmpty && !build.MetaData.ContainsKey(key));

    private static IEnumerable<string> Waiting(CommandStep[] steps, string name) =>
        steps
            .Where(step =>
                step.DependsOn.Any(needed =>
                    steps.Any(other => other.Key?.Canonical == needed.Key && KnownScripts.Of(other.Command)?.Step == name)
                )
            )
            .Where(step => KnownScripts.Of(step.Command) is null)
            .Select(step => step.Name);

    private static string Text(IEnumerable<(string What, string Name, string Attribute, string Reason)> rows)
    {
        var text = new StringBuilder();
        text.Append(
            "# Differences between the builds of the bootstrap before and those that are composed which are wanted, each with its reason. "
                + "'name' and\n"
        );
        text.Append("# 'attribute' take '*' for any text. ./build.sh --target=Compare fails for every difference that is not here.\n");
        text.Append("wanted:\n");
        foreach (var (what, name, attribute, reason) in rows)
            text.Append(
                $"  - {{ what: {what}, name: "
                    + $"{CiFileText.Quote(name)}{(attribute == "*" ? "" : $", attribute: {CiFileText.Quote(attribute)}")}, reason: "
                    + $"{Json.Quoted(reason)} }}\n"
            );
        return text.ToString();
    }
}
