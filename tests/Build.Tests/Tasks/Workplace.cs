using System.Diagnostics;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using CliWrap;
using CliWrap.Buffered;

namespace Build.Tests.Tasks;

/// <summary>A repository of a test's own, in which the build program is run as a process, with programs of the test's own on its
/// <c>PATH</c>.</summary>
internal sealed class Workplace : IDisposable
{
    public Workplace()
    {
        Root = Directory.CreateTempSubdirectory("build-test-").FullName;
        Directory.CreateDirectory(Bin);
    }

    /// <summary>The repository's folder.</summary>
    public string Root { get; }

    /// <summary>The folder that is looked in first for programs.</summary>
    public string Bin => Path.Combine(Root, "bin");

    /// <summary>The local build that the program told its results to.</summary>
    public LocalBuild LocalBuild => new(Path.Combine(Root, ".buildkite-local"), new DiskFileTree(Root), TimeProvider.System);

    /// <summary>Writes a file; its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Puts a bash script on the <c>PATH</c>.</summary>
    public void Script(string name, string text) => Executable(Path.Combine("bin", name), text);

    /// <summary>Writes a bash script that can be started.</summary>
    public void Executable(string name, string text)
    {
        var path = Write(name, $"#!/usr/bin/env bash\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a target to its end.</summary>
    public async Task<BufferedCommandResult> RunAsync(string target, params string[] options)
    {
        var start = Start(target, options);
        return await Cli.Wrap(start.FileName)
            .WithArguments(start.ArgumentList)
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(Variables())
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a target, for a test that ends it.</summary>
    public Process Started(string target, params string[] options)
    {
        var start = Start(target, options);
        foreach (var (name, value) in Variables())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The bodies of the local build's annotations.</summary>
    public async Task<IReadOnlyList<Annotation>> AnnotationsAsync() =>
        await LocalBuild.Annotations.AllAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
    }

    private static readonly string ManagedProgram = Path.Combine(AppContext.BaseDirectory, "Build.dll");

    // A native program that build.sh has compiled, to see that every task does the same in it.
    private static readonly string? NativeProgram = Environment.GetEnvironmentVariable("NATIVE_PROGRAM");

    private ProcessStartInfo Start(string target, string[] options) =>
        new(
            NativeProgram ?? "dotnet",
            [.. NativeProgram is null ? [ManagedProgram] : Array.Empty<string>(), $"--target={target}", "--root", Root, .. options]
        )
        {
            UseShellExecute = false,
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };

    // What the tests' own job has of itself is not to be taken for this build's.
    private Dictionary<string, string?> Variables()
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name =>
                name is "CI" or "TPU_VERSION" or "VLLM_COMMIT_HASH"
                || name.StartsWith("BUILDKITE", StringComparison.Ordinal)
                || name.StartsWith("CI_", StringComparison.Ordinal)
            )
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        variables["PATH"] = $"{Bin}:{Environment.GetEnvironmentVariable("PATH")}";
        variables["NO_COLOR"] = "1";
        return variables;
    }
}
