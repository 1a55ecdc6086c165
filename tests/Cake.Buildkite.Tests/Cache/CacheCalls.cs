namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class CacheCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("cache save", (agent, token) => agent.Caches.SaveAsync(null, token), ["cache", "save"], "", ""),
        new("cache save --name",
            (agent, token) => agent.Caches.SaveAsync(new() { Names = ["one", "two"] }, token),
            ["cache", "save", "--name=one", "--name=two"], "", ""),
        new("cache save --registry",
            (agent, token) => agent.Caches.SaveAsync(new() { Registry = "a -b" }, token),
            ["cache", "save", "--registry=a -b"], "", ""),
        new("cache save --cache-store-url",
            (agent, token) => agent.Caches.SaveAsync(new() { CacheStoreUrl = new Uri("s3://bucket/folder") }, token),
            ["cache", "save", "--cache-store-url=s3://bucket/folder"], "", ""),
        new("cache save --cache-config-file",
            (agent, token) => agent.Caches.SaveAsync(new() { CacheConfigFile = "conf/file.json" }, token),
            ["cache", "save", "--cache-config-file=conf/file.json"], "", ""),
        new("cache save --concurrency",
            (agent, token) => agent.Caches.SaveAsync(new() { Concurrency = 4 }, token),
            ["cache", "save", "--concurrency=4"], "", ""),
        new("cache restore", (agent, token) => agent.Caches.RestoreAsync(null, token), ["cache", "restore"], "", ""),
        new("cache restore --name",
            (agent, token) => agent.Caches.RestoreAsync(new() { Names = ["one", "two"] }, token),
            ["cache", "restore", "--name=one", "--name=two"], "", ""),
        new("cache restore --registry",
            (agent, token) => agent.Caches.RestoreAsync(new() { Registry = "a -b" }, token),
            ["cache", "restore", "--registry=a -b"], "", ""),
        new("cache restore --cache-store-url",
            (agent, token) => agent.Caches.RestoreAsync(new() { CacheStoreUrl = new Uri("s3://bucket/folder") }, token),
            ["cache", "restore", "--cache-store-url=s3://bucket/folder"], "", ""),
        new("cache restore --cache-config-file",
            (agent, token) => agent.Caches.RestoreAsync(new() { CacheConfigFile = "conf/file.json" }, token),
            ["cache", "restore", "--cache-config-file=conf/file.json"], "", ""),
        new("cache restore --concurrency",
            (agent, token) => agent.Caches.RestoreAsync(new() { Concurrency = 4 }, token),
            ["cache", "restore", "--concurrency=4"], "", ""),
    ];
}
