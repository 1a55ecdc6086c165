namespace BuildkiteCi.Pipelines.Builds;

/// <summary>A pipeline on its way into a build: what one <c>pipeline upload</c> sends.</summary>
/// <param name="Name">What it is about, for logs and file names: <c>v14-models</c>.</param>
/// <param name="Yaml">The pipeline, fully interpolated: it is uploaded with interpolation off.</param>
public sealed record Upload(string Name, string Yaml)
{
    /// <summary>
    /// Whether it takes the place of every step of the build that has not started: for another try of an uploader that failed half-way.
    /// </summary>
    public bool Replaces { get; init; }
}
