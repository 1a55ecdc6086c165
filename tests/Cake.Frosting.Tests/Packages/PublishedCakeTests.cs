namespace Cake.Frosting.Tests.Packages;

/// <summary>The build of this repository against published packages, and as packages.</summary>
public sealed class PublishedCakeTests(PublishedBuild build) : IClassFixture<PublishedBuild>
{
    [Fact]
    public async Task The_build_compiles_against_the_published_packages_and_runs_its_targets()
    {
        build.Log.ShouldContain("0 Warning(s)");
        Directory
            .EnumerateDirectories(build.Combine("packages"))
            .Select(Path.GetFileName)
            .Where(name => name!.StartsWith("cake.", StringComparison.Ordinal) && name != "cake.buildkite")
            .ShouldBe(["cake.common", "cake.core", "cake.frosting"], ignoreOrder: true);

        build.Write("root/good.yml", "steps: [{ label: Test, command: make test }]");
        build.Write("root/bad.yml", "steps: 5");
        var program = Path.Combine(build.Artifacts, "bin", "Build", "debug", "Build.dll");
        string[] preview = [program, "--target=Preview", "--root", build.Combine("root"), "--file"];

        var (status, output) = await PublishedBuild.RunAsync(build.Feed, "dotnet", [.. preview, "good.yml"]);
        status.ShouldBe(0, output);
        output.ShouldContain("\"command\": \"make test\"");
        (await PublishedBuild.RunAsync(build.Feed, "dotnet", [.. preview, "bad.yml"])).Status.ShouldBe(1);
        (await PublishedBuild.RunAsync(build.Feed, "dotnet", [.. preview, "good.yml", "--nonsense"])).Status.ShouldBe(2);
        (await PublishedBuild.RunAsync(build.Feed, "dotnet", program, "--target=Nonsense")).Status.ShouldBe(2);
    }

    [Fact]
    public async Task A_repository_with_a_build_of_its_own_has_our_tasks_from_packages()
    {
        await build.PackAsync("-p:PackTasks=true");

        // Nothing of this repository's host is packed, and each library has its symbols.
        var ids = Directory
            .EnumerateFiles(build.Feed, "*.0.1.0.nupkg")
            .Select(path => Path.GetFileName(path)[..^".0.1.0.nupkg".Length])
            .Where(id => id != "buildkiteci")
            .ToArray();
        ids.ShouldBe(
            [
                "BuildkiteCi.Adopting",
                "BuildkiteCi.Benchmarks",
                "BuildkiteCi.Catalogue",
                "BuildkiteCi.Composing",
                "BuildkiteCi.Core",
                "BuildkiteCi.LocalBuilds",
                "BuildkiteCi.Machine",
                "BuildkiteCi.Matrices", "BuildkiteCi.Pipelines", "BuildkiteCi.Tasks", "BuildkiteCi.Testing", "Cake.Buildkite",
            ],
            ignoreOrder: true);
        foreach (var id in ids.Where(id => id != "Cake.Buildkite"))
            File.Exists(Path.Combine(build.Feed, $"{id}.0.1.0.snupkg")).ShouldBeTrue(id);
        var nuspec = PublishedFeed.Nuspec(Path.Combine(build.Feed, "BuildkiteCi.Tasks.0.1.0.nupkg"));
        nuspec.ShouldContain("<dependency id=\"Cake.Frosting\" version=\"7.0.0\"");
        nuspec.ShouldContain("<license type=\"expression\">Apache-2.0</license>");
        nuspec.ShouldContain($"url=\"{PublishedBuild.RepositoryAddress}\"");
        nuspec.ShouldContain("<projectUrl>https://git.example.org/acme/buildkite-ci</projectUrl>");

        var (built, log) = await build.SdkAsync("build", PublishedBuild.Project("tests", "Samples", "Tasks", "Tasks.csproj"));
        built.ShouldBe(0, log);
        build.Write("root/good.yml", "steps: [{ label: Test, command: make test }]");
        var (status, output) = await PublishedBuild.RunAsync(
            build.Feed,
            "dotnet",
            Path.Combine(build.Artifacts, "bin", "Tasks", "debug", "Tasks.dll"),
            "--target=Wheel",
            "--root",
            build.Combine("root"),
            "--file",
            "good.yml"
        );
        status.ShouldBe(0, output);
        output.ShouldContain("\"command\": \"make test\"");
        output.ShouldContain("a wheel for the channel stable");
    }

    [Fact]
    public async Task The_tool_from_a_feed_moves_a_repository_without_sources_in_and_its_thin_start_finds_the_tool()
    {
        await build.PackAsync();
        var (root, home, tools) = (build.Combine("empty"), build.Combine("home"), build.Combine("tools"));
        Dictionary<string, string> clean = new(StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["DOTNET_CLI_HOME"] = home,
            ["NUGET_PACKAGES"] = Path.Combine(home, "packages"),
            ["BUILDKITECI_CACHE"] = Path.Combine(home, "cache"),
            ["DOTNET_NOLOGO"] = "1",
        };

        foreach (var folder in (string[])[root, home]) Directory.CreateDirectory(folder);
        var (installed, log) = await PublishedBuild.RunAsync(
            root,
            clean,
            "dotnet",
            "tool",
            "install",
            "buildkiteci",
            "--version",
            "0.1.0",
            "--tool-path",
            tools,
            "--source",
            build.Feed
        );
        installed.ShouldBe(0, log);
        var tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "buildkiteci.exe" : "buildkiteci");
        var (adopted, said) = await PublishedBuild.RunAsync(root, clean, tool, "adopt", "--root", root, "--feed", build.Feed, "--yes");
        adopted.ShouldBe(0, said);

        (
            await PublishedBuild.RunAsync(
                root,
                clean,
                "bash",
                "build.sh",
                "--target=AddModel",
                "--model-name",
                "acme/Small-1B",
                "--queue",
                "tpu_v6e_queue"
            )
        ).Output.ShouldStartWith("acme/Small-1B is in CI");
        var (status, tree) = await PublishedBuild.RunAsync(root, clean, "bash", "build.sh");
        status.ShouldBe(0, tree);
        tree.ShouldContain("acme/Small-1B: Accuracy/Correctness, Benchmark");
        // A second run changes nothing; taken out again, the model alone is left.
        (await PublishedBuild.RunAsync(root, clean, tool, "adopt", "--root", root, "--feed", build.Feed, "--yes")).Output.ShouldContain(
            "Nothing changes."
        );
        (await PublishedBuild.RunAsync(root, clean, tool, "adopt", "--root", root, "--remove", "--yes")).Status.ShouldBe(0);
        Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Where(path => !path.StartsWith(".buildkite-local", StringComparison.Ordinal))
            .ShouldBe([Path.Combine(".buildkite", "models", "acme_Small-1B.yml")]);
    }
}
