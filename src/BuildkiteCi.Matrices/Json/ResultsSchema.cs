namespace BuildkiteCi.Matrices.Json;

/// <summary>The JSON schema of results files, for people who make or read them with other programs.</summary>
public static class ResultsSchema
{
    /// <summary>Name of the file that a publication leaves beside its results.</summary>
    public const string FileName = "results.schema.json";

    /// <summary>The schema (JSON Schema 2020-12).</summary>
    public static string Text
    {
        get
        {
            using var stream = typeof(ResultsSchema).Assembly.GetManifestResourceStream(FileName)!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
