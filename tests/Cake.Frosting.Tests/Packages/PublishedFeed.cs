using System.IO.Compression;
using System.Reflection;

namespace Cake.Frosting.Tests.Packages;

/// <summary>A folder feed with packages that are called as Cake publishes them, made of the engine's assemblies and this host.</summary>
internal sealed class PublishedFeed : IDisposable
{
    public const string Version = "7.0.0";
    private static readonly string Engine = Metadata("CakeToolFolder");

    // What the published host depends on besides Cake; the versions are the engine's own.
    private static readonly (string Id, string Version)[] Libraries =
    [
        ("Microsoft.Extensions.DependencyInjection", "10.0.15"),
        ("NuGet.Versioning", "7.9.0"),
        ("Spectre.Console", "0.57.2"),
        ("Spectre.Console.Cli", "0.57.2"),
    ];

    private readonly TemporaryFolder _folder = new();

    public PublishedFeed()
    {
        Directory.CreateDirectory(Path);
        Pack("Cake.Core", [$"{Engine}Cake.Core.dll"], []);
        Pack("Cake.Common", [$"{Engine}Cake.Common.dll"], [("Cake.Core", Version)]);
        Pack(
            "Cake.Frosting",
            [typeof(CakeHost).Assembly.Location, $"{Engine}Cake.Cli.dll", $"{Engine}Cake.NuGet.dll", $"{Engine}Cake.DotNetTool.Module.dll"],
            [("Cake.Core", Version), ("Cake.Common", Version), .. Libraries]);
    }

    public string Path => Combine("feed");

    public static string Metadata(string key) =>
        typeof(PublishedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    public string Combine(string name) => System.IO.Path.Combine(_folder.Path, name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public static string Nuspec(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        using var reader = new StreamReader(
            archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open()
        );
        return reader.ReadToEnd();
    }

    public void Dispose() => _folder.Dispose();

    private void Pack(string id, string[] assemblies, (string Id, string Version)[] dependencies)
    {
        using var package = ZipFile.Open(System.IO.Path.Combine(Path, $"{id}.{Version}.nupkg"), ZipArchiveMode.Create);
        foreach (var assembly in assemblies) package.CreateEntryFromFile(assembly, $"lib/net10.0/{System.IO.Path.GetFileName(assembly)}");
        using var nuspec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        nuspec.Write($"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{Version}</version>
                <authors>test</authors>
                <description>A stand-in</description>
                <dependencies>
                  <group targetFramework="net10.0">
                    {string.Concat(dependencies.Select(dependency => $"<dependency id=\"{dependency.Id}\" version=\"{dependency.Version}\" />"))}
                  </group>
                </dependencies>
              </metadata>
            </package>
            """);
    }
}
