using System.Collections.Immutable;
using System.Text.Json;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// Masks secrets in a job's output, as the agent does: values of variables that are secrets by their names, those of <c>secrets</c>, and
/// those that the job adds while it runs (<c>redactor add</c>, <c>secret get</c>). The latter come through a file that is the user's own to
/// read, and gone with the job.
/// </summary>
internal sealed class JobSecrets : IDisposable
{
    private readonly string file;
    private Redaction redaction;
    private long read;

    /// <param name="stateFolder">Where the file of added secrets lies.</param>
    /// <param name="job">The job's try.</param>
    /// <param name="variables">The job's variables.</param>
    /// <param name="declared">Values that are secret by whatever name.</param>
    public JobSecrets(string stateFolder, string job, IReadOnlyDictionary<string, string> variables, IEnumerable<string> declared)
    {
        file = FileOf(stateFolder, job);
        redaction = Redaction.Of(Of(variables, variables.GetValueOrDefault("BUILDKITE_REDACTED_VARS"))).With(declared);
    }

    /// <summary>The patterns of the names by which variables are secrets: the agent's own, and the token of today's scripts.</summary>
    public static string Patterns { get; } = $"{SecretNames.Usual},{SecretNames.OfScripts}";

    /// <summary>The values of variables that are secrets.</summary>
    /// <param name="variables">By name.</param>
    /// <param name="patterns">The patterns of their names; null: <see cref="Patterns"/>.</param>
    public static ImmutableArray<string> Of(IEnumerable<KeyValuePair<string, string>> variables, string? patterns) =>
        [.. SecretNames.In(variables, SecretNames.Patterns(patterns ?? Patterns)).Select(variable => variable.Value)];

    /// <summary>Adds secrets of a job that runs, from another process.</summary>
    public static void Add(string stateFolder, string job, IEnumerable<string> secrets)
    {
        var path = FileOf(stateFolder, job);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        foreach (var secret in secrets.Where(secret => secret.Length > 0)) writer.WriteLine(JsonSerializer.Serialize(secret));
    }

    /// <summary>Removes what jobs left behind whose run was killed; no job of the build may be running.</summary>
    public static void Forget(string stateFolder)
    {
        if (Directory.Exists(FolderOf(stateFolder))) Directory.Delete(FolderOf(stateFolder), recursive: true);
    }

    /// <summary>A line without secrets.</summary>
    public string Of(string line)
    {
        TakeAdded();
        return redaction.Apply(line);
    }

    public void Dispose()
    {
        if (File.Exists(file)) File.Delete(file);
    }

    private static string FolderOf(string stateFolder) => Path.Combine(stateFolder, "secrets");

    private static string FileOf(string stateFolder, string job) => Path.Combine(FolderOf(stateFolder), job);

    // What was added before a line was written was written before it.
    private void TakeAdded()
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.Length == read) return;
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        read = info.Length;
        redaction = redaction.With(
            text[..(text.LastIndexOf('\n') + 1)]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<string>(line)!)
        );
    }
}
