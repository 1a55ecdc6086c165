using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>The folder of one benchmark run: logs as they grow, and the files that client and evaluation leave.</summary>
/// <param name="path">The folder; it is made where it is not there.</param>
public sealed class RunFolder(string path) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StreamWriter> logs = new(StringComparer.Ordinal);

    /// <summary>Its full path, for command lines.</summary>
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.GetFullPath(path)).FullName;

    /// <summary>Adds a line to a log; it is on the disk when this returns, so that a killed run leaves its log.</summary>
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

    /// <summary>Writes a file whole.</summary>
    public void Write(string file, string text) => File.WriteAllText(Full(file), text);

    /// <summary>A file's text, or null where there is none.</summary>
    public string? Read(string file)
    {
        if (!File.Exists(Full(file))) return null;
        using var reader = new StreamReader(new FileStream(Full(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <summary>The names of all files, in ordinal order.</summary>
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
