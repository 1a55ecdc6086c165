using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent artifact …</c></summary>
internal static class ArtifactCalls
{
    private static readonly ImmutableArray<AgentFlag> Searching =
    [
        new("step"),
        new("build", "BUILDKITE_BUILD_ID"),
        new("include-retried-jobs", "BUILDKITE_AGENT_INCLUDE_RETRIED_JOBS", IsSwitch: true),
    ];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new(
            "artifact upload",
            [
                .. AgentCommand.OfJobs,
                new("content-type", "BUILDKITE_ARTIFACT_CONTENT_TYPE"),
                new("literal", "BUILDKITE_AGENT_ARTIFACT_LITERAL", IsSwitch: true),
                new("delimiter", "BUILDKITE_AGENT_ARTIFACT_DELIMITER"),
                new("glob-resolve-follow-symlinks", "BUILDKITE_AGENT_ARTIFACT_GLOB_RESOLVE_FOLLOW_SYMLINKS", IsSwitch: true),
                new("upload-skip-symlinks", "BUILDKITE_ARTIFACT_UPLOAD_SKIP_SYMLINKS", IsSwitch: true),
                new("concurrency"),
                new("no-multipart-artifact-upload", IsSwitch: true),
            ],
            UploadAsync
        ),
        new("artifact download", [.. Searching, new("no-s3-multipart-download", IsSwitch: true)], DownloadAsync),
        new("artifact search", [.. Searching, new("allow-empty-results", IsSwitch: true), new("format")], SearchAsync),
        new("artifact shasum", [.. Searching, new("sha256", IsSwitch: true)], ShasumAsync),
    ];

    private static async Task<int> UploadAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var patterns = arguments.Required(0, "upload path");
        if (arguments.At(1) is { Length: > 0 } destination)
            await call.Log.WriteLineAsync($"buildkite-agent: a local build keeps its artifacts itself, and not in '{destination}'");
        var delimiter = arguments.Text("delimiter") ?? ";";
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var pattern in (delimiter.Length == 0 ? [patterns] : patterns.Split(delimiter))
                .Select(part => part.Trim())
                .Where(part => part.Length > 0)
        )
        {
            var found = Files(call, arguments, pattern).ToList();
            if (found.Count == 0) await call.Log.WriteLineAsync($"buildkite-agent: No files matched paths: {pattern}");
            foreach (var file in found) files.TryAdd(Path.GetFullPath(Path.Combine(call.Folder, file)), file);
        }

        var step = StepKey.Parse(call.Environment.GetValueOrDefault("BUILDKITE_STEP_KEY", ""));
        foreach (var (full, file) in files)
        {
            if (arguments.Switch("upload-skip-symlinks") && new FileInfo(full).LinkTarget is not null) continue;
            RefuseLeavingLink(call, call.Folder, full, $"'{file}' is not uploaded");
            await call.Build.Artifacts.KeepAsync(
                full,
                await call.WithoutSecretsAsync(arguments, LocalArtifacts.StoredPath(file), "the name of an artifact"),
                call.Job,
                step,
                cancellationToken
            );
        }

        return 0;
    }

    // The checkout is what pull requests change; a place that the command names beyond it is its own affair.
    private static void RefuseLeavingLink(AgentCall call, string folder, string path, string what)
    {
        foreach (var around in new[] { call.Build.Root, folder })
            if (LeavingLink.Problem(around, path) is { } problem)
                throw new AgentFailure($"{what}: {problem}");
    }

    private static IEnumerable<string> Files(AgentCall call, AgentArguments arguments, string pattern)
    {
        if (arguments.Switch("literal"))
            return File.Exists(Path.Combine(call.Folder, pattern)) ? [pattern] : throw new AgentFailure($"there is no file '{pattern}'");
        var glob =
            ArtifactGlob.Parse(pattern, call.Environment.GetValueOrDefault("HOME", "/root"))
            ?? throw new AgentFailure($"'{pattern}' is no pattern: a bracket or brace is not closed");
        return glob.Files(call.Folder, arguments.Switch("glob-resolve-follow-symlinks"));
    }

    private static async Task<int> DownloadAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var query = arguments.Required(0, "artifact search query");
        var destination = Path.GetFullPath(Path.Combine(call.Folder, arguments.Required(1, "artifact download path")));
        if (!Directory.Exists(destination)) throw new AgentFailure($"the destination '{destination}' is no folder; make it first");
        var found = await FindAsync(call, arguments, query, cancellationToken);
        if (found.IsEmpty) throw new AgentFailure($"No artifacts found for downloading: nothing of the build matches '{query}'");
        if (!query.Contains('*') && found.Select(artifact => artifact.Job).Distinct(StringComparer.Ordinal).Skip(1).Any())
            throw new AgentFailure($"'{query}' was uploaded by several jobs; narrow it with --step");
        foreach (var artifact in ArtifactQuery.NewestOfEach(found))
        {
            var parts = artifact.Path.Split('/');
            var path = Path.Combine(
                parts.Length > 1 && parts[0] == Path.GetFileName(destination) ? [destination, .. parts[1..]] : [destination, .. parts]
            );
            RefuseLeavingLink(call, destination, path, $"'{artifact.Path}' is not written to '{destination}'");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            File.Copy(call.Build.Artifacts.CopyOf(artifact), temporary);
            File.Move(temporary, path, overwrite: true);
        }

        return 0;
    }

    private static async Task<int> SearchAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var query = arguments.Required(0, "artifact search query");
        var found = await FindAsync(call, arguments, query, cancellationToken);
        if (found.IsEmpty && !arguments.Switch("allow-empty-results")) throw new AgentFailure($"No matches found for \"{query}\"");
        foreach (var artifact in found) await call.Output.WriteAsync(Format(call, artifact, arguments.Text("format") ?? "%j %p %c\\n"));
        return 0;
    }

    private static async Task<int> ShasumAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var query = arguments.Required(0, "artifact search query");
        var found = await FindAsync(call, arguments, query, cancellationToken);
        if (found is not [var one])
            throw new AgentFailure(
                found.IsEmpty
                    ? $"No artifacts found: nothing of the build matches '{query}'"
                    : $"{found.Length} artifacts match '{query}'; name one, or narrow it with --step"
            );
        await call.Output.WriteLineAsync(arguments.Switch("sha256") ? one.Sha256 : one.Sha1);
        return 0;
    }

    // An earlier try's files are not looked for unless the caller asks.
    private static async Task<ImmutableArray<LocalArtifact>> FindAsync(
        AgentCall call,
        AgentArguments arguments,
        string query,
        CancellationToken cancellationToken
    )
    {
        if (
            arguments.Text("build") is { Length: > 0 } build
            && call.Environment.GetValueOrDefault("BUILDKITE_BUILD_ID") is { Length: > 0 } own
            && build != own
        )
            throw new AgentFailure($"404 Not Found: a local build knows no other build, and '{build}' is one");
        var all = await call.Build.Artifacts.AllAsync(cancellationToken);
        if (!arguments.Switch("include-retried-jobs"))
        {
            var tries = await call.Build.Jobs.TriesAsync(cancellationToken);
            var newest = tries.GroupBy(started => started.Job).Select(tries => tries.Last().Id).ToHashSet(StringComparer.Ordinal);
            var earlier = tries.Select(started => started.Id).Where(id => !newest.Contains(id)).ToHashSet(StringComparer.Ordinal);
            all = all.RemoveAll(artifact => artifact.Job is { } job && earlier.Contains(job));
        }

        return ArtifactQuery.Find(all, query, arguments.Text("step"));
    }

    private static string Format(AgentCall call, LocalArtifact artifact, string format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var pair = i + 1 < format.Length ? format.AsSpan(i, 2) : [];
            if (pair.Length < 2 || Part(call, artifact, pair) is not { } part)
            {
                text.Append(format[i]);
                continue;
            }

            text.Append(part);
            i++;
        }

        return text.ToString();
    }

    private static string? Part(AgentCall call, LocalArtifact artifact, ReadOnlySpan<char> pair) => pair switch
    {
        "%i" => artifact.Id,
        "%p" => artifact.Path,
        "%c" => artifact.Uploaded,
        "%j" => artifact.Job ?? "",
        "%s" => $"{artifact.Size}",
        "%S" => artifact.Sha1,
        "%T" => artifact.Sha256,
        "%u" => new Uri(call.Build.Artifacts.CopyOf(artifact)).AbsoluteUri,
        "\\n" => "\n",
        "\\t" => "\t",
        "\\\\" => "\\",
        _ => null,
    };
}
