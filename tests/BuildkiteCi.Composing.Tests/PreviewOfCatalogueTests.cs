using System.Text.Json.Nodes;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Tests;

/// <summary>Every file of a catalogue against what Buildkite itself makes of it.</summary>
public sealed class PreviewOfCatalogueTests
{
    [Theory]
    [InlineData("v6e")]
    [InlineData("v7x")]
    public void Every_file_is_seen_as_Buildkite_sees_it(string generation)
    {
        var expected = JsonNode.Parse(Oracle.Text("Support", "OlderCatalogue", $"expected-{generation}.json"))!;
        var variables = Variables.Of(
            expected["env"]!.AsObject().Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.GetValue<string>()))
        );
        var files = expected["files"]!.AsObject();

        files.Count.ShouldBe(
            Directory.GetFiles(Oracle.Path("Support", "OlderCatalogue", "files"), "*.yml", SearchOption.AllDirectories).Length
        );
        foreach (var (path, pipeline) in files)
        {
            var seen = Preview.Of(new SourceFile(path, Oracle.Text("Support", "OlderCatalogue", "files", path)), variables);

            seen.Diagnostics.ShouldBeEmpty();
            JsonNode.DeepEquals(JsonNode.Parse(seen.Value!.ToJson()), pipeline).ShouldBeTrue(path);
        }
    }
}
