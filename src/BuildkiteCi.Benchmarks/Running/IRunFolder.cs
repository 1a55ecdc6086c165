using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>The folder of one benchmark run: logs as they grow, and the files that client and evaluation leave.</summary>
public interface IRunFolder : IDisposable
{
    /// <summary>Its full path, for command lines.</summary>
    string Path { get; }

    /// <summary>Adds a line to a log; it is on the disk when this returns, so that a killed run leaves its log.</summary>
    void Append(string file, string line);

    /// <summary>Writes a file whole.</summary>
    void Write(string file, string text);

    /// <summary>A file's text, or null where there is none.</summary>
    string? Read(string file);

    /// <summary>The names of all files, in ordinal order.</summary>
    ImmutableArray<string> Files();
}
