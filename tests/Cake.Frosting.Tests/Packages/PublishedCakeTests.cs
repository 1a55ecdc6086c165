using System.Diagnostics;

namespace Cake.Frosting.Tests.Packages;

/// <summary>The build of this repository against packages in the place of <c>src/Cake.Frosting</c> and the engine's assemblies.</summary>
public sealed class PublishedCakeTests
{
    [Fact]
    public async Task The_build_compiles_against_the_published_packages_and_runs_its_targets()
    {
        using var feed = new PublishedFeed();
        var packages = PublishedFeed.Metadata("NuGetPackageRoot");

        // Packages of this run go into a folder of its own: no other build may take a stand-in for Cake's.
        var (built, log) = await DotnetAsync(
            Repository.Root, "build", Path.Combine(Repository.Root, "build", "Build.csproj"), "--nologo", "--artifacts-path", feed.Combine("artifacts"),
            $"-p:CakeFrostingVersion={PublishedFeed.Version}", $"-p:RestoreAdditionalProjectSources={feed.Path}", $"-p:RestorePackagesPath={feed.Combine("packages")}",
            $"-p:RestoreFallbackFolders={packages}", $"-p:NuGetPackageRoot={packages}", "-p:RunAnalyzers=false");
        built.ShouldBe(0, log);
        log.ShouldContain("0 Warning(s)");
        Directory.EnumerateDirectories(feed.Combine("packages")).Select(Path.GetFileName).ShouldBe(["cake.common", "cake.core", "cake.frosting"], ignoreOrder: true);

        feed.Write("root/good.yml", "steps: [{ label: Test, command: make test }]");
        feed.Write("root/bad.yml", "steps: 5");
        var program = Path.Combine(feed.Combine("artifacts"), "bin", "Build", "debug", "Build.dll");
        string[] preview = [program, "--target=Preview", "--root", feed.Combine("root"), "--file"];

        var (status, output) = await DotnetAsync(feed.Path, [.. preview, "good.yml"]);
        status.ShouldBe(0, output);
        output.ShouldContain("\"command\": \"make test\"");
        (await DotnetAsync(feed.Path, [.. preview, "bad.yml"])).Status.ShouldBe(1);
        (await DotnetAsync(feed.Path, [.. preview, "good.yml", "--nonsense"])).Status.ShouldBe(2);
        (await DotnetAsync(feed.Path, program, "--target=Nonsense")).Status.ShouldBe(2);
    }

    private static async Task<(int Status, string Output)> DotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // No server may outlive the test, and no variable of the job that the test itself runs in may reach the build.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("BUILDKITE", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
