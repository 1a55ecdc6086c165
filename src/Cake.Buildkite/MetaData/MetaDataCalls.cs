namespace Cake.Buildkite;

/// <summary>Calls about meta-data, with Buildkite's limits checked.</summary>
internal static class MetaDataCalls
{
    private const string ReservedPrefix = "buildkite:";
    private const int KeyMissing = 100;

    /// <summary>Characters of one batch's arguments: below what Windows and Linux let a command line have.</summary>
    private const int BatchCharacters = 24_000;

    public static AgentCall Set(string key, string value, BuildkiteMetaDataSetSettings settings) =>
        new AgentCall(settings) { Input = RequireValue(key, value, settings.Command), Repeatable = true }
            .With(RequireWritableKey(key, settings.Command));

    /// <summary>The calls that set all values: batches where the agent has them, single calls for the rest.</summary>
    public static IReadOnlyList<AgentCall> SetAll(
        IReadOnlyDictionary<string, string> values, BuildkiteMetaDataSetBatchSettings settings, bool batches)
    {
        var single = settings.ForOne();
        // Made for each value even if it travels in a batch: so every value is checked before the first one is written.
        var sets = values.Select(pair => (Pair: pair, Call: Set(pair.Key, pair.Value, single))).ToList();
        var groups = sets.ToLookup(set => batches && FitsIntoBatch(set.Pair));
        return
        [
            .. Batches(groups[true].Select(set => $"{set.Pair.Key}={set.Pair.Value}"), settings),
            .. groups[false].Select(set => set.Call),
        ];
    }

    public static AgentCall Get(string key, BuildkiteMetaDataGetSettings settings) =>
        new AgentCall(settings) { Repeatable = true }.With(RequireKey(key, settings.Command));

    public static AgentCall Exists(string key, BuildkiteMetaDataExistsSettings settings) =>
        new AgentCall(settings) { Repeatable = true, Answers = [0, KeyMissing] }.With(RequireKey(key, settings.Command));

    private static IEnumerable<AgentCall> Batches(IEnumerable<string> pairs, BuildkiteMetaDataSetBatchSettings settings)
    {
        var call = new AgentCall(settings) { Repeatable = true };
        var batch = new List<string>();
        var characters = 0;
        foreach (var pair in pairs)
        {
            if (characters + pair.Length > BatchCharacters && batch.Count > 0)
            {
                yield return call.With([.. batch]);
                batch.Clear();
                characters = 0;
            }

            batch.Add(pair);
            characters += pair.Length + 1;
        }

        if (batch.Count > 0)
            yield return call.With([.. batch]);
    }

    /// <summary>The agent splits a pair at its first <c>=</c>, and no argument can hold a NUL.</summary>
    private static bool FitsIntoBatch(KeyValuePair<string, string> pair) =>
        !pair.Key.Contains('=') && !pair.Value.Contains('\0') && pair.Key.Length + pair.Value.Length < BatchCharacters;

    private static string RequireKey(string key, string command)
    {
        Limits.RequireText(key, command, "key");
        Limits.Require(
            !key.Any(char.IsControl), command,
            "the key holds a line break or another control character", "keys are listed one a line: leave it out");
        return key;
    }

    private static string RequireWritableKey(string key, string command)
    {
        RequireKey(key, command);
        Limits.Require(
            !key.StartsWith(ReservedPrefix, StringComparison.Ordinal), command,
            $"key '{key}' begins with '{ReservedPrefix}', which is Buildkite's own", "choose another");
        return key;
    }

    private static string RequireValue(string key, string value, string command)
    {
        Limits.RequireText(value, command, $"value of '{key}'");
        Limits.RequireBytes(value, Limits.MetaDataBytes, command, $"the value of '{key}'", "keep it as an artifact");
        return value;
    }
}
