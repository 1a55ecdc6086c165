namespace BuildkiteCi.Pipelines.Steps;

/// <summary>The patterns of <c>branches</c>: separated by blanks, <c>*</c> for any text, <c>!</c> for all but these.</summary>
public static class BranchPatterns
{
    /// <summary>Whether a step with these patterns is in a build of this branch: one positive must match (where there is one), no negative
    /// may.</summary>
    public static bool Match(string patterns, string branch)
    {
        var words = patterns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var positive = words.Where(word => !word.StartsWith('!')).ToList();
        return (positive.Count == 0 || positive.Exists(word => Fits(word, branch)))
            && !words.Any(word => word.StartsWith('!') && Fits(word[1..], branch));
    }

    // '*' is the only wildcard: parts between stars must stand in order, the first at the start and the last at the end.
    private static bool Fits(string pattern, string branch)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return pattern == branch;
        if (branch.Length < parts[0].Length + parts[^1].Length) return false;
        if (!branch.StartsWith(parts[0], StringComparison.Ordinal) || !branch.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var rest = branch.AsSpan(parts[0].Length..^parts[^1].Length);
        foreach (var part in parts[1..^1])
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0) return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
