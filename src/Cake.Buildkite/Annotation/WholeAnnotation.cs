namespace Cake.Buildkite;

/// <summary>The artifact that keeps all of an annotation that had to be cut.</summary>
internal sealed class WholeAnnotation(string? context) : IDisposable
{
    private readonly string path = $"annotations/{FileName(context ?? "default")}.md";
    private DirectoryInfo? folder;

    private const string FolderStart = "buildkite-annotation-";

    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(1);

    /// <summary>Shows that something is missing and where it is.</summary>
    public BuildkiteMarkdown Notice =>
        BuildkiteMarkdown.Text("… The rest is too long for an annotation: ")
        + BuildkiteMarkdown.Artifact(BuildkiteMarkdown.Text(path), path) + " has all of it.";

    /// <summary>Writes the text where the agent can fetch it from, and gives the call that does so.</summary>
    public AgentCall UploadCall(string markdown, BuildkiteAnnotateSettings settings)
    {
        // A folder of its own: the artifact's path is the one that is found below the working directory.
        RemoveLeft();
        folder = Directory.CreateTempSubdirectory(FolderStart);
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, markdown);

        var upload = settings.SameAgent(new BuildkiteArtifactUploadSettings
        {
            Job = settings.Job,
            ContentType = "text/markdown; charset=utf-8",
        });
        upload.WorkingDirectory = folder.FullName;
        return new AgentCall(upload).With(path);
    }

    public void Dispose() => folder?.Delete(recursive: true);

    // Of a run that was killed. A folder is needed for one call of the agent.
    private static void RemoveLeft()
    {
        foreach (
            var left in new DirectoryInfo(Path.GetTempPath())
                .EnumerateDirectories($"{FolderStart}*")
                .Where(left => DateTime.UtcNow - left.LastWriteTimeUtc > LongestUse)
        )
        {
            try
            {
                left.Delete(recursive: true);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Somebody else's.
            }
        }
    }

    private static string FileName(string context) =>
        string.Concat(context.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
