namespace BuildkiteCi.Benchmarks.Running;

/// <summary>Asks a server whether it is well.</summary>
public interface IHealthCheck
{
    /// <summary>Whether <c>GET /health</c> on this machine's port answers with 2xx in time. No answer is no, never an exception.</summary>
    Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken);
}
