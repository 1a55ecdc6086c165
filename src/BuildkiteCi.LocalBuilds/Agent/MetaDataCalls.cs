using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent meta-data …</c></summary>
internal static class MetaDataCalls
{
    private const int NotThere = 100;
    private const int LargestValue = 100 * 1024;

    private static readonly ImmutableArray<AgentFlag> Reading = [.. AgentCommand.OfJobs, new("build", "BUILDKITE_METADATA_BUILD_ID")];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new("meta-data set", AgentCommand.OfJobs, SetAsync),
        new("meta-data set-batch", AgentCommand.OfJobs, SetBatchAsync),
        new("meta-data get", [.. Reading, new("default")], GetAsync),
        new("meta-data exists", Reading, ExistsAsync),
        new("meta-data keys", Reading, KeysAsync),
    ];

    private static async Task<int> SetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = arguments.Required(0, "meta-data key");
        await StoreAsync(
            call,
            key,
            await call.WithoutSecretsAsync(arguments, arguments.At(1) ?? call.ReadInput(), $"the value of meta-data '{key}'"),
            cancellationToken
        );
        return 0;
    }

    private static async Task<int> SetBatchAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var pairs = arguments.Positional.Select(pair => (Key: pair, At: pair.IndexOf('='))).ToList();
        if (pairs.Count == 0) throw new AgentFailure("at least one key=value pair is needed");
        if (pairs.Find(pair => pair.At < 0) is { Key: { } malformed }) throw new AgentFailure($"'{malformed}' is no key=value pair");
        foreach (var (pair, at) in pairs) Check(pair[..at], pair[(at + 1)..]);
        foreach (var (pair, at) in pairs)
            await call.Build.SetMetaDataAsync(
                pair[..at],
                await call.WithoutSecretsAsync(arguments, pair[(at + 1)..], $"the value of meta-data '{pair[..at]}'"),
                cancellationToken
            );
        return 0;
    }

    private static async Task<int> GetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = arguments.Required(0, "meta-data key");
        call.CheckBuild(arguments);
        var value = await call.Build.MetaDataAsync(key, cancellationToken) ?? arguments.Text("default")
            ?? throw new AgentFailure($"failed to get meta-data: 404 Not Found: there is no meta-data '{key}'");
        await call.Output.WriteLineAsync(value);
        return 0;
    }

    private static async Task<int> ExistsAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var key = arguments.Required(0, "meta-data key");
        call.CheckBuild(arguments);
        return await call.Build.MetaDataAsync(key, cancellationToken) is null ? NotThere : 0;
    }

    private static async Task<int> KeysAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        call.CheckBuild(arguments);
        foreach (var key in await call.Build.MetaDataKeysAsync(cancellationToken)) await call.Output.WriteLineAsync(key);
        return 0;
    }

    private static Task StoreAsync(AgentCall call, string key, string value, CancellationToken cancellationToken)
    {
        Check(key, value);
        return call.Build.SetMetaDataAsync(key, value, cancellationToken);
    }

    private static void Check(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(key)) throw new AgentFailure("key cannot be empty, or composed of only whitespace characters");
        if (string.IsNullOrWhiteSpace(value)) throw new AgentFailure("value cannot be empty, or composed of only whitespace characters");
        if (Encoding.UTF8.GetByteCount(value) > LargestValue)
            throw new AgentFailure($"the value of '{key}' is larger than {LargestValue} bytes, the most that meta-data holds");
    }
}
