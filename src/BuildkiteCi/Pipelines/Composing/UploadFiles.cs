using System.Text.Encodings.Web;
using System.Text.Json;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>A composition as files: what would be uploaded, without a build.</summary>
public static class UploadFiles
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes each upload as <c>NN-name.yml</c>, numbered in the order of uploading, and the meta-data as <c>meta-data.json</c>. Upload files of
    /// an earlier composition that this one does not have are removed.
    /// </summary>
    public static void Write(Composition composition, IFileTree folder)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < composition.Uploads.Length; i++)
        {
            var path = $"{i + 1:00}-{composition.Uploads[i].Name}.yml";
            folder.Write(path, YamlWriter.Write(composition.Uploads[i].Document));
            written.Add(path);
        }

        folder.Write("meta-data.json", MetaData(composition));
        foreach (var path in folder.List("").Where(path => IsUpload(path) && !written.Contains(path))) folder.Delete(path);
    }

    private static bool IsUpload(string path) =>
        path.Length > 3 && char.IsAsciiDigit(path[0]) && char.IsAsciiDigit(path[1]) && path[2] == '-' && !path.Contains('/') && path.EndsWith(".yml", StringComparison.Ordinal);

    private static string MetaData(Composition composition)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            foreach (var (key, value) in composition.MetaData) json.WriteString(key, value);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
