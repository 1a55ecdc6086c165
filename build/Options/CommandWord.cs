namespace Build.Options;

/// <summary>A target as the first word of the command line: <c>buildkiteci adopt --root DIR</c>.</summary>
internal static class CommandWord
{
    /// <summary>The command line with the word as <c>--target</c>; as it is where it does not begin with the name of a target.</summary>
    public static string[] AsTarget(string[] args) =>
        args is [var word, .. var others] && !word.StartsWith('-') && Find(word) is { } target ? [$"--target={target}", .. others] : args;

    // Dashes may part the words: 'add-model'.
    private static string? Find(string word) =>
        TaskTable
            .All()
            .Select(task => task.Name)
            .FirstOrDefault(name =>
                string.Equals(name, word.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            );
}
