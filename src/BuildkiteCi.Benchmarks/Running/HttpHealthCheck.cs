namespace BuildkiteCi.Benchmarks.Running;

/// <summary>Asks a server over HTTP whether it is well, on this machine alone and past any proxy.</summary>
public sealed class HttpHealthCheck : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = Patience }) { Timeout = Patience };

    /// <summary>Whether <c>GET /health</c> on this machine's port answers with 2xx in time. No answer is no, never an exception.</summary>
    public async Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(
                new Uri($"http://127.0.0.1:{port}/health"),
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException
                || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
