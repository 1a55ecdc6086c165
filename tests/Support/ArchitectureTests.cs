using System.Reflection;
using PublicApiGenerator;

namespace TestSupport;

/// <summary>What holds for every assembly of the domain; each test project runs it on the assembly that it is named after.</summary>
public sealed class ArchitectureTests
{
    private static readonly string ProjectName = typeof(ArchitectureTests).Assembly.GetName().Name![..^".Tests".Length];
    private static readonly Assembly Tested = Assembly.Load(ProjectName);

    [Fact]
    public void The_public_API_is_the_approved_one()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };

        Golden.Matches(Tested.GeneratePublicApi(options).ReplaceLineEndings("\n") + "\n", "PublicApi.approved.txt");
    }

    [Fact]
    public void No_two_folders_use_each_other() =>
        FolderArrows.BothWays(Tested.Location).ShouldBeEmpty("move the type that both need to the folder that is used");

    [Fact]
    public void Namespaces_follow_folders()
    {
        var folder = Path.Combine(Repository.Root, "src", ProjectName);
        var files = Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file));

        var elsewhere = files
            .Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && !file.StartsWith("bin", StringComparison.Ordinal))
            .Select(file => (File: file, Expected: Namespace(file)))
            .Where(file => !File.ReadLines(Path.Combine(folder, file.File)).Contains($"namespace {file.Expected};", StringComparer.Ordinal))
            .Select(file => $"{file.File} is not in {file.Expected}");

        elsewhere.ShouldBeEmpty();
    }

    private static string Namespace(string file) =>
        string.Join(
            '.',
            [ProjectName, .. Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)]
        );
}
