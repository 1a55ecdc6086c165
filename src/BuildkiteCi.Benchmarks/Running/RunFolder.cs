using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>A benchmark run's folder on this machine's disk.</summary>
/// <param name="path">Made when the first file is written.</param>
public sealed class RunFolder(string path) : IRunFolder
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StreamWriter> logs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.GetFullPath(path)).FullName;

    /// <inheritdoc/>
    public void Append(string file, string line)
    {
        lock (gate)
        {
            if (!logs.TryGetValue(file, out var writer))
            {
                // Others read the log while it grows.
                var stream = new FileStream(Full(file), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                logs[file] = writer = new StreamWriter(stream) { AutoFlush = true };
            }

            writer.Write(line);
            writer.Write('\n');
        }
    }

    /// <inheritdoc/>
    public void Write(string file, string text) => File.WriteAllText(Full(file), text);

    /// <inheritdoc/>
    public string? Read(string file)
    {
        if (!File.Exists(Full(file))) return null;
        using var reader = new StreamReader(new FileStream(Full(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Files() =>
        [.. Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var writer in logs.Values) writer.Dispose();
            logs.Clear();
        }
    }

    private string Full(string file) => System.IO.Path.Combine(Path, file);
}
