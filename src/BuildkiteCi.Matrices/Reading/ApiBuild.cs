namespace BuildkiteCi.Matrices.Reading;

/// <summary>The running build as Buildkite's REST API knows it.</summary>
/// <param name="Home">Where the API is.</param>
/// <param name="Token">An API token that may read builds.</param>
/// <param name="Organization">The organisation's slug.</param>
/// <param name="Pipeline">The pipeline's slug.</param>
/// <param name="Number">The build's number.</param>
public sealed record ApiBuild(Uri Home, string Token, string Organization, string Pipeline, string Number)
{
    /// <summary>The build that a job's environment speaks of; null without a token (<c>BUILDKITE_API_TOKEN</c>) or outside of a
    /// job.</summary>
    /// <remarks><c>BUILDKITE_API_URL</c> names an API elsewhere, such as a proxy.</remarks>
    public static ApiBuild? Of(IReadOnlyDictionary<string, string> variables)
    {
        string? Text(string name) => variables.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        // A relative address is resolved against a folder: without the last slash it would take the place of the proxy's own path.
        var home =
            Uri.TryCreate($"{Text("BUILDKITE_API_URL")?.TrimEnd('/')}/", UriKind.Absolute, out var own) && own.Scheme is "http" or "https"
                ? own
                : BuildkiteApi.Home;
        return Text("BUILDKITE_API_TOKEN") is { } token && Text("BUILDKITE_ORGANIZATION_SLUG") is { } organization
            && Text("BUILDKITE_PIPELINE_SLUG") is { } pipeline && Text("BUILDKITE_BUILD_NUMBER") is { } number
            ? new ApiBuild(home, token, organization, pipeline, number)
            : null;
    }

    /// <summary>The build with its jobs and meta-data, as JSON.</summary>
    /// <exception cref="Pipelines.Builds.BuildException">The API could not be reached or refused.</exception>
    public Task<string> ReadAsync(HttpClient http, TimeProvider time, CancellationToken cancellationToken) =>
        new BuildkiteApi(http, Home, Token, time).BuildAsync(Organization, Pipeline, Number, cancellationToken);

    /// <summary>The build without its token, for logs.</summary>
    public override string ToString() => $"{Organization}/{Pipeline}#{Number}";
}
