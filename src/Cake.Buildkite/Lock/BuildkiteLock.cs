namespace Cake.Buildkite;

/// <summary>A lock that this process holds; disposing of it, once or more often, gives it back.</summary>
public sealed class BuildkiteLock : IDisposable, IAsyncDisposable
{
    private readonly BuildkiteLocks locks;
    private readonly BuildkiteLockReleaseSettings settings;
    private readonly string token;
    private int released;

    internal BuildkiteLock(BuildkiteLocks locks, string key, string token, BuildkiteLockReleaseSettings settings)
    {
        this.locks = locks;
        this.token = token;
        this.settings = settings;
        Key = key;
    }

    /// <summary>The lock's name.</summary>
    public string Key { get; }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().Finish();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A cancelled build must give its locks back too, so no token reaches here; the call has its timeout.
        if (Interlocked.Exchange(ref released, 1) == 0)
            await locks.ReleaseAsync(Key, token, settings, CancellationToken.None);
    }
}
