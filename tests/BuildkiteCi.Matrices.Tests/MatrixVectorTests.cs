using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;

namespace BuildkiteCi.Matrices.Tests;

/// <summary>Builds whose matrices were made with the script that is in use today.</summary>
public sealed class MatrixVectorTests
{
    [Theory]
    [InlineData("1-auto")]
    [InlineData("2-vllm")]
    [InlineData("3-flax_nnx")]
    [InlineData("4-auto-nothing-ran")]
    [InlineData("5-flax_nnx-all-passed")]
    public async Task A_build_of_today_gives_the_same_files_and_meta_data(string name)
    {
        var folder = Oracle.Path("Support", "OlderCatalogue", "matrices", name);
        var build = new MemoryBuild();
        foreach (var (key, value) in Values(Path.Combine(folder, "build.json"), "meta_data")) build.MetaData[key] = value;
        var before = build.MetaData.ToDictionary();
        var defaults = Oracle.Text("Support", "OlderCatalogue", "files", "features", "default_features.txt");
        var questions = Questions([.. DefaultFeatures.Read(new SourceFile("default_features.txt", defaults)).Value!]);

        var paced = new ThrottledBuildReader(build, ReadingPace.Usual, TimeProvider.System);
        var answers = await AgentAnswers.ReadAsync(paced, questions, TestContext.Current.CancellationToken);
        var results = ResultAssembly.Assemble(new Publication("auto", DateTimeOffset.UnixEpoch), questions, answers);
        await paced.SetMetaDataAsync(WrittenMetaData.Of(results, questions), TestContext.Current.CancellationToken);

        foreach (var generation in results.Generations)
        {
            var written = Matrix.All(questions.Definitions, generation).ToDictionary(matrix => matrix.Definition.File, CsvMatrix.Write);
            var expected = Directory
                .GetFiles(Path.Combine(folder, generation.Generation))
                .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
            written.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
            foreach (var (file, text) in expected) written[file].ShouldBe(text, $"{generation.Generation}/{file}");
        }

        build.MetaData.Where(value => before.GetValueOrDefault(value.Key) != value.Value).ToDictionary()
            .ShouldBe(Values(Path.Combine(folder, "meta-data-written.json"), null), ignoreOrder: true);
    }

    private static ResultQuery Questions(ImmutableArray<ListedSubject> defaults) =>
        new(MatrixDefinitions.BuiltIn, Fleet.BuiltIn.Generations) { DefaultFeatures = defaults };

    private static Dictionary<string, string> Values(string file, string? property)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var values = property is null ? json.RootElement : json.RootElement.GetProperty(property);
        return values.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString()!);
    }
}
