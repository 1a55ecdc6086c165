namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>
/// The texts that packed files have in common, each once: those that nearly every pipeline holds, and those that come in a second file.
/// Most of a catalogue is such texts. Files are packed one after the other.
/// </summary>
public sealed class PackedWords
{
    // What would never come again must not pile up: beyond these numbers texts stay with their files.
    private const int MostShared = 10_000;
    private const int MostWaiting = 2_000;

    private static readonly string[] Usual =
    [
        "", "steps", "label", "key", "depends_on", "agents", "queue", "env", "command", "commands", "soft_fail", "if", "group", "wait",
        "notify", "priority", "timeout_in_minutes", "parallelism", "retry", "automatic", "manual", "exit_status", "limit", "plugins",
        "artifact_paths", "concurrency", "concurrency_group", "matrix", "skip", "allow_failure", "step", "true", "false",
    ];

    private readonly List<string> shared = [.. Usual];
    private readonly Dictionary<string, int> numbers =
        Usual.Index().ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);

    // Seen in one file so far.
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);

    /// <summary>The text of a number.</summary>
    internal string this[int number] => shared[number];

    /// <summary>The number of a text; null where it is in no file before. Asked once for each text of a file.</summary>
    internal int? NumberOf(string text)
    {
        if (numbers.TryGetValue(text, out var known)) return known;
        if (waiting.Remove(text) && shared.Count < MostShared)
        {
            numbers.Add(text, shared.Count);
            shared.Add(text);
            return shared.Count - 1;
        }

        if (waiting.Count == MostWaiting) waiting.Clear();
        waiting.Add(text);
        return null;
    }
}
