using System.Diagnostics;
using System.Reflection;

namespace Cake.Buildkite.Tests;

/// <summary>Both packages, packed once from a clone into a folder of this run.</summary>
public sealed class PackedAddIn : IAsyncLifetime
{
    /// <summary>The origin of the clone; nothing asks it.</summary>
    public const string RepositoryAddress = "https://github.com/acme/buildkite-ci";

    private readonly TemporaryFolder folder = new();

    public async ValueTask InitializeAsync()
    {
        await CloneAsync(folder.Combine("clone"));
        Pack(folder.Combine("clone"), "Cake.Buildkite.csproj", Feed);
        Pack(folder.Combine("clone"), "Module/Cake.Buildkite.Module.csproj", Feed);
    }

    /// <summary>Clones the repository under test, with an origin that SourceLink knows.</summary>
    public static async Task CloneAsync(string clone)
    {
        await RepositoryCopy.MakeAsync(Repository.Root, clone);
        await RepositoryCopy.GitAsync(clone, "remote", "set-url", "origin", $"{RepositoryAddress}.git");
    }

    /// <summary>Packs one of the add-in's projects as it is in a clone.</summary>
    public static void Pack(string clone, string project, string feed)
    {
        var (status, output) = Dotnet(
            clone,
            [],
            "pack",
            Path.Combine(clone, "src", "Cake.Buildkite", project),
            "--configuration",
            "Release",
            "--output",
            feed,
            "-p:RunAnalyzers=false",
            "-p:Version=0.1.0"
        );
        if (status != 0) throw new InvalidOperationException(output);
    }

    /// <summary>The folder that holds the packages.</summary>
    public string Feed => folder.Combine("feed");

    public static string Metadata(string key) =>
        typeof(PackedAddIn).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    public string Package(string id) => Path.Combine(Feed, $"{id}.0.1.0.nupkg");

    public string Combine(string name) => folder.Combine(name);

    /// <summary>Runs the SDK or one of its programs; both outputs come back in one text.</summary>
    public static (int Status, string Output) Dotnet(string folder, Dictionary<string, string?> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // No server may outlive the test, and no variable of the job that the test itself runs in may reach the build.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BUILDKITE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
