using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Cake.Buildkite.Tests;

public sealed class PackageTests(PackedAddIn packed) : IClassFixture<PackedAddIn>
{
    [Theory]
    [InlineData("Cake.Buildkite", "cake build script cake-addin buildkite buildkite-agent ci")]
    [InlineData("Cake.Buildkite.Module", "cake build script cake-module buildkite ci")]
    public void A_package_is_what_Cake_expects_of_it(string id, string tags)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        var about = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open()).Root!.Elements().Single();
        string? Value(string name) => about.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        package.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("package/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(
            ["[Content_Types].xml", "_rels/.rels", $"{id}.nuspec", "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], ignoreOrder: true);
        Value("tags").ShouldBe(tags);
        (Value("icon"), Value("readme"), Value("license")).ShouldBe(("icon.png", "README.md", "Apache-2.0"));
        about.Descendants().Where(element => element.Name.LocalName == "dependency").ShouldBeEmpty();
        about.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("commit")!.Value.Length.ShouldBe(40);
    }

    [Theory]
    [InlineData("Cake.Buildkite")]
    [InlineData("Cake.Buildkite.Module")]
    public void An_assembly_needs_Cake_Core_alone_and_is_built_reproducibly(string id)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        using var copy = new MemoryStream();
        using (var entry = package.GetEntry($"lib/net10.0/{id}.dll")!.Open()) entry.CopyTo(copy);
        copy.Position = 0;
        using var assembly = new PEReader(copy);
        var metadata = assembly.GetMetadataReader();

        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name is not ("Cake.Core" or "Microsoft.Win32.Primitives") && !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();
        var parts = assembly.ReadDebugDirectory().Select(part => part.Type).ToList();
        parts.ShouldContain(DebugDirectoryEntryType.Reproducible);
        parts.ShouldContain(DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Fact]
    public void The_modules_assembly_shows_the_module_alone()
    {
        using var package = ZipFile.OpenRead(packed.Package("Cake.Buildkite.Module"));
        using var copy = new MemoryStream();
        using (var entry = package.GetEntry("lib/net10.0/Cake.Buildkite.Module.dll")!.Open()) entry.CopyTo(copy);
        copy.Position = 0;
        using var assembly = new PEReader(copy);
        var metadata = assembly.GetMetadataReader();

        metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => metadata.GetString(type.Name)).ShouldBe(["BuildkiteModule"]);
    }

    [Fact]
    public void A_script_uses_the_packed_files_on_Buildkite()
    {
        using var agent = new SampleAgent();

        var (status, output) = RunScript(agent.Variables(onBuildkite: true));

        status.ShouldBe(0, output);
        Headings(output).ShouldBe(["--- :cake: Version", "--- :cake: Test", "--- :cake: Default", "~~~ Report"]);
        output.ShouldContain("\u001b[1;33m1 test is slow\u001b[0m");
        agent.Calls().ShouldBe(
        [
            "meta-data set version <<< 1.4.7", "lock acquire gpu <<<", "lock release gpu acquired-1 <<<", "annotate --context=tests --style=info <<< ### Tests",
            "meta-data get channel --default=no-value <<<", "--version <<<", "pipeline upload <<< {\"steps\":[{\"label\":\"Deploy\",\"command\":\"make deploy\"}]}",
            "annotate --context=cake-step-1-Default --style=success <<< #### :cake: Default passed in 0.0 s",
        ]);
    }

    [Fact]
    public void A_script_that_fails_ends_with_the_reason_in_an_open_group()
    {
        using var agent = new SampleAgent();

        var (status, output) = RunScript(agent.Variables(onBuildkite: true), "--target=Fail");

        status.ShouldBe(1);
        output.ShouldContain("^^^ +++");
        output.ShouldContain("2 of 12 tests failed");
        agent.Calls()[^1].ShouldStartWith("annotate --context=cake-step-1-Fail --style=error <<< #### :cake: Fail failed after");
    }

    [Fact]
    public void Off_Buildkite_a_script_calls_nobody_and_looks_as_ever()
    {
        using var agent = new SampleAgent();

        var (status, output) = RunScript(agent.Variables(onBuildkite: false));

        status.ShouldBe(0, output);
        Headings(output).ShouldBeEmpty();
        agent.Calls().ShouldBeEmpty();
    }

    [Fact]
    public void A_Frosting_build_uses_the_packed_file()
    {
        using var agent = new SampleAgent();
        var packages = PackedAddIn.Metadata("NuGetPackageRoot");
        var (built, log) = PackedAddIn.Dotnet(
            Path.Combine(Repository.Root, "tests", "Samples", "Frosting"), [], "build", "--artifacts-path", packed.Combine("sample"), $"-p:RestoreAdditionalProjectSources={packed.Feed}",
            $"-p:RestorePackagesPath={packed.Combine("packages")}", $"-p:RestoreFallbackFolders={packages}", $"-p:NuGetPackageRoot={packages}", "-p:RunAnalyzers=false");
        built.ShouldBe(0, log);
        var program = Path.Combine(packed.Combine("sample"), "bin", "Sample", "debug", "Sample.dll");

        var (status, output) = PackedAddIn.Dotnet(agent.Folder, agent.Variables(onBuildkite: true), program);
        var (failed, failure) = PackedAddIn.Dotnet(agent.Folder, agent.Variables(onBuildkite: true), program, "--target=Fail");
        var calls = agent.Calls();
        var (local, localOutput) = PackedAddIn.Dotnet(agent.Folder, agent.Variables(onBuildkite: false), program);

        status.ShouldBe(0, output);
        Headings(output).ShouldBe(["--- :cake: Version", "--- :cake: Default", "~~~ Report"]);
        calls.Take(8).ShouldBe(
        [
            "meta-data set version <<< 1.4.0", "meta-data get channel --default=no-value <<<", "--version <<<", "meta-data set-batch channel=stable number=7 <<<", "lock acquire gpu <<<", "lock release gpu acquired-1 <<<",
            "pipeline upload <<< {\"steps\":[{\"command\":\"make deploy\"}]}", "annotate --context=cake-step-1-Default --style=success <<< #### :cake: Default passed in 0.0 s",
        ]);
        failed.ShouldBe(1);
        Headings(failure).ShouldContain("^^^ +++");
        Headings(failure).ShouldContain("+++ :x: Failed");
        local.ShouldBe(0, localOutput);
        Headings(localOutput).ShouldBeEmpty();
        agent.Calls().ShouldBe(calls);
    }

    [Fact]
    public void The_readmes_snippets_are_in_the_samples()
    {
        var samples = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Samples"), "*.c*", SearchOption.AllDirectories).Select(File.ReadAllText));
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "Cake.Buildkite", "README.md"));
        var snippets = readme.Split("```csharp\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]).ToList();

        snippets.Count.ShouldBe(4);
        snippets.SelectMany(snippet => snippet.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0 && !samples.Contains(line, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private (int Status, string Output) RunScript(Dictionary<string, string?> variables, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Root, "tests", "Samples", "Script", "build.cake"), folder.Combine("build.cake"));
        return PackedAddIn.Dotnet(
            folder.Path, variables, [Path.Combine(PackedAddIn.Metadata("CakeToolFolder"), "Cake.dll"), "build.cake", $"--nuget_source={packed.Feed}", .. arguments]);
    }

    /// <summary>The lines that Buildkite takes for marks of groups.</summary>
    private static List<string> Headings(string output) =>
        [.. output.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line is ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] or ['~', '~', '~', ' ', ..] or ['^', '^', '^', ' ', ..])];
}
