using System.Diagnostics;
using System.Reflection;

namespace Cake.Buildkite.Tests;

/// <summary>Both packages, packed once into a folder of this run.</summary>
public sealed class PackedAddIn : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PackedAddIn()
    {
        foreach (var project in (string[])["Cake.Buildkite.csproj", "Module/Cake.Buildkite.Module.csproj"])
        {
            var (status, output) = Dotnet(
                Repository.Root, [], "pack", Path.Combine(Repository.Root, "src", "Cake.Buildkite", project), "--configuration", "Release", "--artifacts-path", folder.Combine("artifacts"),
                "--output", Feed, "-p:RunAnalyzers=false", "-p:Version=0.1.0", $"-p:RepositoryUrl={RepositoryAddress}");
            if (status != 0) throw new InvalidOperationException(output);
        }
    }

    /// <summary>What a clone's origin would give.</summary>
    public const string RepositoryAddress = "https://git.example.org/acme/buildkite-ci.git";

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

    public void Dispose() => folder.Dispose();
}
