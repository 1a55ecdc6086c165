using System.Diagnostics;

namespace Cake.Frosting.Tests.Packages;

/// <summary>The build of this repository, compiled against packages in the place of <c>src/Cake.Frosting</c> and the engine's assemblies,
/// once for all tests.</summary>
public sealed class PublishedBuild : IAsyncLifetime
{
    /// <summary>What a clone's origin would give.</summary>
    public const string RepositoryAddress = "https://git.example.org/acme/buildkite-ci.git";

    private readonly PublishedFeed _feed = new();

    /// <summary>The folder feed, and what a test packs into it.</summary>
    public string Feed => _feed.Path;

    public string Artifacts => Combine("artifacts");

    /// <summary>What the compiler wrote.</summary>
    public string Log { get; private set; } = "";

    public string Combine(string name) => _feed.Combine(name);

    public string Write(string name, string text) => _feed.Write(name, text);

    public async ValueTask InitializeAsync()
    {
        (var status, Log) = await SdkAsync("build", Project("build", "Build.csproj"));
        status.ShouldBe(0, Log);
    }

    /// <summary>Packs the build: as a tool, or its tasks with the libraries.</summary>
    public async Task PackAsync(params string[] properties)
    {
        var (status, log) = await SdkAsync([
            "pack",
            Project("build", "Build.csproj"),
            "--configuration",
            "Debug",
            "--output",
            Feed,
            "-p:Version=0.1.0",
            $"-p:RepositoryUrl={RepositoryAddress}",
            .. properties,
        ]);
        status.ShouldBe(0, log);
    }

    /// <summary>Runs a command of the SDK. Packages go into a folder of this run: no other build may take a stand-in for Cake's.</summary>
    public Task<(int Status, string Output)> SdkAsync(params string[] arguments)
    {
        var packages = PublishedFeed.Metadata("NuGetPackageRoot");
        return RunAsync(
            Repository.Root,
            "dotnet",
            [
                .. arguments,
                "--nologo",
                "--artifacts-path",
                Artifacts,
                $"-p:CakeFrostingVersion={PublishedFeed.Version}",
                $"-p:RestoreAdditionalProjectSources={Feed}",
                $"-p:RestorePackagesPath={Combine("packages")}",
                $"-p:RestoreFallbackFolders={packages}",
                $"-p:NuGetPackageRoot={packages}",
                "-p:RunAnalyzers=false",
            ]);
    }

    public static string Project(params string[] words) => Path.Combine([Repository.Root, .. words]);

    /// <summary>Runs a program; both outputs come back in one text.</summary>
    public static Task<(int Status, string Output)> RunAsync(string folder, string program, params string[] arguments) =>
        RunAsync(folder, [], program, arguments);

    /// <inheritdoc cref="RunAsync(string, string, string[])"/>
    public static async Task<(int Status, string Output)> RunAsync(
        string folder,
        Dictionary<string, string> variables,
        string program,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // No server may outlive the test, and no variable of the job that the test itself runs in may reach the build.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BUILDKITE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    public ValueTask DisposeAsync()
    {
        _feed.Dispose();
        return ValueTask.CompletedTask;
    }
}
