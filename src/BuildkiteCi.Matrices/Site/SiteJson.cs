using System.Text.Json.Serialization;

namespace BuildkiteCi.Matrices.Site;

// With the usual encoder, which leaves no character in a text that means anything to HTML or to a script.
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(CompareData))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class SiteJson : JsonSerializerContext;
