namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>What a Python file defines. There are thousands of test files: a line is looked at once, without an expression.</summary>
internal static class PythonNames
{
    /// <summary>The functions and classes of a file, those within classes too.</summary>
    public static HashSet<string> In(string text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = Behind(line.TrimStart(" \t"), "async");
            if (rest.IsEmpty) rest = line.TrimStart(" \t");
            var name = Behind(rest, "def");
            if (name.IsEmpty) name = Behind(rest, "class");
            var length = 0;
            while (length < name.Length && (char.IsLetterOrDigit(name[length]) || name[length] == '_')) length++;
            if (length > 0) names.Add(name[..length].ToString());
        }

        return names;
    }

    // What follows a word and the blanks behind it; nothing where the line does not start with that word.
    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> line, string word) =>
        line.StartsWith(word) && line.Length > word.Length && line[word.Length] is ' ' or '\t' ? line[word.Length..].TrimStart(" \t") : [];
}
