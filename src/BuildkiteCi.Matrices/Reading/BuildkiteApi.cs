using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using BuildkiteCi.Pipelines.Builds;
using Polly;
using Polly.Retry;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Buildkite's REST API, as far as a build is read from it.</summary>
/// <param name="http">Sends the requests; its time-out bounds each try.</param>
/// <param name="home">Where the API is: <c>https://api.buildkite.com/</c>.</param>
/// <param name="token">An API token that may read builds. It travels in a header and in nothing else.</param>
/// <param name="time">Measures the pauses between tries.</param>
public sealed class BuildkiteApi(HttpClient http, Uri home, string token, TimeProvider time)
{
    /// <summary>Where Buildkite's API is.</summary>
    public static Uri Home { get; } = new("https://api.buildkite.com/");

    private readonly ResiliencePipeline<string> tries = new ResiliencePipelineBuilder<string> { TimeProvider = time }
        .AddRetry(
            new RetryStrategyOptions<string>
            {
                ShouldHandle = new PredicateBuilder<string>().Handle<HttpRequestException>(failure =>
                    failure.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as RefusedAnswer)?.Wait),
            }
        )
        .Build();

    // The API counts calls a minute, so nobody waits longer for a turn.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>A build with its jobs and meta-data, as JSON. Earlier tries of retried jobs are left out.</summary>
    /// <param name="organization">The organisation's slug.</param>
    /// <param name="pipeline">The pipeline's slug.</param>
    /// <param name="number">The build's number.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="BuildException">The API could not be reached or refused.</exception>
    public async Task<string> BuildAsync(string organization, string pipeline, string number, CancellationToken cancellationToken)
    {
        var address = new Uri(
            home,
            $"v2/organizations/{Uri.EscapeDataString(organization)}/pipelines/{Uri.EscapeDataString(pipeline)}/builds/"
                + $"{Uri.EscapeDataString(number)}"
        );
        try
        {
            return await tries.ExecuteAsync(async stopping => await GetAsync(address, stopping), cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw new BuildException(
                $"{address} could not be read: {failure.Message.ReplaceLineEndings(" ")}; check that the token is valid and has the scope "
                    + "read_builds, or leave it out to ask the agent",
                failure
            );
        }
        catch (TaskCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BuildException(
                $"{address} gave no answer in {http.Timeout.TotalSeconds:0} s; try again, or leave the token out to ask the agent",
                failure
            );
        }
    }

    private async Task<string> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("BuildkiteCi", null));
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new RefusedAnswer(response.StatusCode, WaitOf(response));
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    // How long a busy API asks to be left alone; null: as long as we think right.
    private TimeSpan? WaitOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - time.GetUtcNow())
            : response.Headers.TryGetValues("RateLimit-Reset", out var values)
            && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
            : null;
        return asked is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    private sealed class RefusedAnswer(HttpStatusCode status, TimeSpan? wait)
        : HttpRequestException($"the answer was {(int)status} ({status})", null, status)
    {
        public TimeSpan? Wait { get; } = wait;
    }
}
