using System.Text.Json.Serialization;

namespace BuildkiteCi.Matrices.Site;

[JsonSerializable(typeof(Dictionary<string, string[][]>))]
internal sealed partial class SiteJson : JsonSerializerContext;
