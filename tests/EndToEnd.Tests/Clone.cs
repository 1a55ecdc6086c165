using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>
/// A fresh clone of this repository, as a newcomer would have it, with what is not committed yet laid over it. It is made once for all
/// tests, in a folder whose name holds blanks and a letter beyond ASCII; what a test changes, it undoes with <see cref="ResetAsync"/>.
/// </summary>
public sealed class Clone : IAsyncLifetime
{
    private string folder = "";

    /// <summary>The clone's folder.</summary>
    public string Root => Path.Combine(folder, "clone");

    /// <summary>What the first <c>./build.sh</c> in the clone printed.</summary>
    internal BufferedCommandResult FirstRun { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        folder = Directory.CreateTempSubdirectory("buildkiteci clone é-").FullName;
        // Of these tests alone: what an earlier run left in the machine's own would hide that a clean clone compiles.
        Environment.SetEnvironmentVariable("BUILDKITECI_CACHE", Path.Combine(folder, "cache"));
        Environment.SetEnvironmentVariable("BUILDKITECI_NATIVE", "never");
        await RepositoryCopy.MakeAsync(Repository.Root, Root);
        FirstRun = await BuildAsync();
        // Where it does not compile, every further run would try again, and each test would say the same.
        if (FirstRun.ExitCode != 0)
            throw new InvalidOperationException($"the first run in the clone failed: {FirstRun.StandardError}{FirstRun.StandardOutput}");
        // Every test begins with a clean work tree, the first one too.
        await ResetAsync();
    }

    /// <summary>Runs <c>./build.sh</c> in the clone, as a laptop without Buildkite would.</summary>
    internal Task<BufferedCommandResult> BuildAsync(params string[] arguments) => RunAsync(Path.Combine(Root, "build.sh"), arguments);

    /// <summary>Runs a program in the clone, as a laptop without Buildkite would.</summary>
    internal async Task<BufferedCommandResult> RunAsync(string program, params string[] arguments) =>
        await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(environment => environment.Set("BUILDKITE", null).Set("NO_COLOR", "1").Set("COLUMNS", null))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    /// <summary>Puts the work tree back to its commit; what is compiled stays.</summary>
    internal async Task ResetAsync()
    {
        await RepositoryCopy.GitAsync(Root, "reset", "--quiet", "--hard");
        await RepositoryCopy.GitAsync(Root, "clean", "--quiet", "-ffdx", "--exclude", "/artifacts");
    }

    /// <summary>What git has of changes in the clone; empty where nothing changed.</summary>
    internal Task<string> StatusAsync() => RepositoryCopy.GitAsync(Root, "status", "--porcelain");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
