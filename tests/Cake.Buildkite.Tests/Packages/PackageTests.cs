using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Cake.Buildkite.Tests;

public sealed class PackageTests(PackedAddIn packed) : IClassFixture<PackedAddIn>
{
    // The kind of custom debug information that shows where sources are: the specification of portable symbols.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Theory]
    [InlineData("Cake.Buildkite", "cake build script cake-addin buildkite buildkite-agent ci")]
    [InlineData("Cake.Buildkite.Module", "cake build script cake-module buildkite ci")]
    public void A_package_is_what_Cake_expects_of_it(string id, string tags)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        var about = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open()).Root!.Elements().Single();
        string? Value(string name) => about.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        package
            .Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                [
                    "[Content_Types].xml",
                    "_rels/.rels",
                    $"{id}.nuspec",
                    "README.md",
                    "icon.png",
                    $"lib/net10.0/{id}.dll",
                    $"lib/net10.0/{id}.xml",
                ],
                ignoreOrder: true
            );
        Value("tags").ShouldBe(tags);
        (Value("icon"), Value("readme"), Value("license")).ShouldBe(("icon.png", "README.md", "Apache-2.0"));
        about.Descendants().Where(element => element.Name.LocalName == "dependency").ShouldBeEmpty();
        var repository = about.Descendants().Single(element => element.Name.LocalName == "repository");
        (repository.Attribute("type")!.Value, repository.Attribute("url")!.Value).ShouldBe(("git", $"{PackedAddIn.RepositoryAddress}.git"));
        repository.Attribute("commit")!.Value.Length.ShouldBe(40);
        Value("projectUrl").ShouldBe(PackedAddIn.RepositoryAddress);
        Value("copyright").ShouldBe("Copyright © The BuildkiteCi authors");
        Value("releaseNotes")!.ShouldStartWith("0.1.0");
        Value("description").ShouldNotBeNullOrEmpty();
    }

    /// <summary>The rules that Cake's community has for add-ins and modules, one by one.</summary>
    [Theory]
    [InlineData("Cake.Buildkite", "cake-addin", 2)]
    [InlineData("Cake.Buildkite.Module", "cake-module", 1)]
    public void A_package_keeps_the_rules_of_Cakes_community(string id, string tag, int most)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        var nuspec = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open());
        string Value(string name) => nuspec.Descendants().First(element => element.Name.LocalName == name).Value;
        package
            .GetEntry($"lib/net10.0/{id}.dll")
            .ShouldNotBeNull("the assembly has the package's name, for a framework that the engine runs on");
        using var assembly = Assembly(package, id);
        var metadata = assembly.GetMetadataReader();
        package.GetEntry($"lib/net10.0/{id}.xml").ShouldNotBeNull("the compiler has seen to it that every public member is documented");

        Value("tags").Split(' ').ShouldContain(tag);
        Value("tags").Split(' ').Intersect(["cake", "build", "script"]).Count().ShouldBe(3);
        nuspec
            .Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .ShouldBeEmpty("Cake.Core and Cake.Common are private");
        package
            .Entries.Count(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal))
            .ShouldBe(1, "the loader tries every assembly of a package");
        using (var icon = package.GetEntry(Value("icon"))!.Open())
            ((byte[])[(byte)icon.ReadByte(), (byte)icon.ReadByte()]).ShouldBe([0x89, (byte)'P'], "an embedded PNG");
        metadata
            .AssemblyReferences.Count(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name).StartsWith("Cake.", StringComparison.Ordinal)
            )
            .ShouldBeLessThanOrEqualTo(most);
    }

    /// <summary>Cake's generated pages follow no cross-reference between members.</summary>
    [Fact]
    public void Every_alias_of_the_package_has_its_own_summary_and_example()
    {
        using var package = ZipFile.OpenRead(packed.Package("Cake.Buildkite"));
        var aliases = XDocument.Load(package.GetEntry("lib/net10.0/Cake.Buildkite.xml")!.Open()).Descendants("member")
            .Where(member =>
                member.Attribute("name")!.Value.StartsWith("M:Cake.Buildkite.BuildkiteAliases.Buildkite", StringComparison.Ordinal)
            )
            .ToList();

        aliases.Count.ShouldBeGreaterThan(90);
        aliases
            .Where(alias => alias.Element("summary") is null || alias.Element("example") is null || alias.Element("inheritdoc") is not null)
            .Select(alias => alias.Attribute("name")!.Value).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Cake.Buildkite")]
    [InlineData("Cake.Buildkite.Module")]
    public void An_assembly_needs_Cake_alone_and_is_built_reproducibly(string id)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        using var assembly = Assembly(package, id);
        var metadata = assembly.GetMetadataReader();

        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name =>
                name is not ("Cake.Core" or "Microsoft.Win32.Primitives")
                && !(name == "Cake.Common" && id == "Cake.Buildkite")
                && !name.StartsWith("System.", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
        var parts = assembly.ReadDebugDirectory().Select(part => part.Type).ToList();
        parts.ShouldContain(DebugDirectoryEntryType.Reproducible);
        parts.ShouldContain(DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Theory]
    [InlineData("Cake.Buildkite")]
    [InlineData("Cake.Buildkite.Module")]
    public void A_debugger_finds_every_source_at_its_commit(string id)
    {
        using var package = ZipFile.OpenRead(packed.Package(id));
        using var assembly = Assembly(package, id);
        using var symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(
            assembly.ReadDebugDirectory().Single(part => part.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
        );
        var reader = symbols.GetMetadataReader();
        var links = reader
            .CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == SourceLink)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value))).ToList();
        var about = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open());
        var commit = about.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("commit")!.Value;

        links
            .ShouldHaveSingleItem()
            .ShouldBe($$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/acme/buildkite-ci/{{{commit}}}/*"}}""");
        reader
            .Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))
            .ShouldAllBe(name => name.StartsWith("/_/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_clones_in_two_folders_give_the_same_package()
    {
        using var folder = new TemporaryFolder();
        var clone = folder.Combine("another place é");
        await PackedAddIn.CloneAsync(clone);

        PackedAddIn.Pack(clone, "Cake.Buildkite.csproj", folder.Combine("feed"));

        using var one = ZipFile.OpenRead(packed.Package("Cake.Buildkite"));
        using var other = ZipFile.OpenRead(Path.Combine(folder.Combine("feed"), "Cake.Buildkite.0.1.0.nupkg"));
        foreach (var entry in one.Entries.Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal)))
            Digest(other.GetEntry(entry.FullName)!).ShouldBe(Digest(entry), entry.FullName);
    }

    [Fact]
    public void The_modules_assembly_shows_the_module_alone()
    {
        using var package = ZipFile.OpenRead(packed.Package("Cake.Buildkite.Module"));
        using var assembly = Assembly(package, "Cake.Buildkite.Module");
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
        agent
            .Calls()
            .ShouldBe([
                "meta-data set version <<< 1.4.7",
                "lock acquire gpu <<<",
                "lock release gpu acquired-1 <<<",
                "annotate --context=tests --style=info <<< ### Tests",
                "meta-data get channel --default=no-value <<<",
                "--version <<<",
                "pipeline upload <<< {\"steps\":[{\"label\":\"Deploy\",\"command\":\"make deploy\"}]}",
            ]);
    }

    [Fact]
    public void A_scripts_first_lines_compile_and_hand_over_what_they_say()
    {
        using var agent = new SampleAgent();

        var (status, output) = RunScript(agent.Variables(onBuildkite: true), "--target=FirstLines");

        status.ShouldBe(0, output);
        agent
            .Calls()
            .ShouldBe([
                "artifact upload dist/**;logs/** <<<",
                "artifact download dist/app.zip . <<<",
                "pipeline upload .buildkite/pipeline.yml <<<",
                "--version <<<",
                "pipeline upload a.yml b.yml <<<",
                "env set --input-format=json --output-format=json -- - <<< {\"DEPLOY_TO\":\"staging\"}",
                "env unset --input-format=json --output-format=json -- - <<< [\"DEPLOY_TO\"]",
                "secret get API_KEY <<<",
                "meta-data set a <<< 1",
                "meta-data set b <<< 2",
                "meta-data set-batch a=1 b=2 <<<",
            ]);
    }

    [Fact]
    public void A_script_refers_to_the_packages_assembly_by_its_path()
    {
        using var agent = new SampleAgent();
        using var folder = new TemporaryFolder();
        using (var package = ZipFile.OpenRead(packed.Package("Cake.Buildkite")))
            package.GetEntry("lib/net10.0/Cake.Buildkite.dll")!.ExtractToFile(folder.Combine("Cake.Buildkite.dll"));
        folder.Write("build.cake", """
            #r "Cake.Buildkite.dll"
            Task("Default").Does(() => BuildkiteMetaDataSet("version", $"1.4.{Buildkite.Environment.Build.Number}"));
            RunTarget("Default");
            """);

        var (status, output) = PackedAddIn.Dotnet(
            folder.Path,
            agent.Variables(onBuildkite: true),
            Path.Combine(PackedAddIn.Metadata("CakeToolFolder"), "Cake.dll"),
            "build.cake"
        );

        status.ShouldBe(0, output);
        agent.Calls().ShouldBe(["meta-data set version <<< 1.4.7"]);
    }

    [Fact]
    public void A_task_of_a_script_that_annotated_for_itself_gets_no_second_annotation()
    {
        using var agent = new SampleAgent();

        var (status, output) = RunScript(agent.Variables(onBuildkite: true), "--target=FailTold");

        status.ShouldBe(1, output);
        agent.Calls().ShouldBe(["annotate --context=tests --style=error <<< 2 of 12 tests failed"]);
    }

    [Fact]
    public void A_script_that_fails_ends_with_the_reason_in_an_open_group()
    {
        using var agent = new SampleAgent();

        var (status, output) = RunScript(agent.Variables(onBuildkite: true), "--target=Fail");

        status.ShouldBe(1);
        Headings(output).ShouldContain("^^^ +++");
        Headings(output).ShouldContain("+++ :x: Failed");
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
            Path.Combine(Repository.Root, "tests", "Samples", "Frosting"),
            [],
            "build",
            "--artifacts-path",
            packed.Combine("sample"),
            $"-p:RestoreAdditionalProjectSources={packed.Feed}",
            $"-p:RestorePackagesPath={packed.Combine("packages")}",
            $"-p:RestoreFallbackFolders={packages}",
            $"-p:NuGetPackageRoot={packages}",
            "-p:RunAnalyzers=false"
        );
        built.ShouldBe(0, log);
        var program = Path.Combine(packed.Combine("sample"), "bin", "Sample", "debug", "Sample.dll");

        var (status, output) = PackedAddIn.Dotnet(agent.Folder, agent.Variables(onBuildkite: true), program);
        var (failed, failure) = PackedAddIn.Dotnet(agent.Folder, agent.Variables(onBuildkite: true), program, "--target=Fail");
        var calls = agent.Calls();
        var (local, localOutput) = PackedAddIn.Dotnet(agent.Folder, agent.Variables(onBuildkite: false), program);

        status.ShouldBe(0, output);
        Headings(output).ShouldBe(["--- :cake: Version", "--- :cake: Default", "~~~ Report"]);
        calls
            .Take(8)
            .ShouldBe([
                "meta-data set version <<< 1.4.0",
                "meta-data get channel --default=no-value <<<",
                "--version <<<",
                "meta-data set channel <<< stable",
                "meta-data set number <<< 7",
                "lock acquire gpu <<<",
                "lock release gpu acquired-1 <<<",
                "pipeline upload <<< {\"steps\":[{\"command\":\"make deploy\"}]}",
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
        var samples = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Samples"), "*.c*", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
        );
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "Cake.Buildkite", "README.md"));
        var snippets = readme.Split("```csharp\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]).ToList();

        snippets.Count.ShouldBe(5);
        snippets
            .SelectMany(snippet => snippet.Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !samples.Contains(line, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static string Digest(ZipArchiveEntry entry)
    {
        using var file = entry.Open();
        return Convert.ToHexString(SHA256.HashData(file));
    }

    // The reader has the stream, and closes it.
    private static PEReader Assembly(ZipArchive package, string id)
    {
        var copy = new MemoryStream();
        using (var entry = package.GetEntry($"lib/net10.0/{id}.dll")!.Open()) entry.CopyTo(copy);
        copy.Position = 0;
        return new PEReader(copy);
    }

    private (int Status, string Output) RunScript(Dictionary<string, string?> variables, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Repository.Root, "tests", "Samples", "Script", "build.cake"), folder.Combine("build.cake"));
        Directory.CreateDirectory(folder.Combine(".buildkite"));
        folder.Write(".buildkite/pipeline.yml", "steps: []");
        return PackedAddIn.Dotnet(
            folder.Path,
            variables,
            [Path.Combine(PackedAddIn.Metadata("CakeToolFolder"), "Cake.dll"), "build.cake", $"--nuget_source={packed.Feed}", .. arguments]
        );
    }

    /// <summary>The lines that Buildkite takes for marks of groups.</summary>
    private static List<string> Headings(string output) =>
        [
            .. output
                .Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line =>
                    line is ['-', '-', '-', ' ', ..] or ['+', '+', '+', ' ', ..] or ['~', '~', '~', ' ', ..] or ['^', '^', '^', ' ', ..]
                ),
        ];
}
