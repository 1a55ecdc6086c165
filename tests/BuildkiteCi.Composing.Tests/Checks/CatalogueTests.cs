using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Tests.Checks;

public sealed class CatalogueTests
{
    [Theory]
    [InlineData("v6e")]
    [InlineData("v7x")]
    public void The_older_files_of_the_catalogue_have_no_errors(string name)
    {
        var generation = Fleet.BuiltIn.Generation(name)!;
        var root = Oracle.Path("Support", "OlderCatalogue", "files");
        var files = Directory.EnumerateFiles(root, "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(root, path), File.ReadAllText(path))).ToList();

        var found = PipelineValidation.Of(
            files,
            new CheckScope { Queues = [.. Fleet.BuiltIn.Queues], Variables = Variables.Of(generation.Variables) }
        );

        found.Where(diagnostic => diagnostic.Severity == Severity.Error).ShouldBeEmpty();
    }
}
