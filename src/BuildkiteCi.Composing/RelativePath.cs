namespace BuildkiteCi.Composing;

/// <summary>A path that stays below the root.</summary>
internal static class RelativePath
{
    /// <summary>The path without empty parts and <c>.</c>; null for one that leads out, starts at the file system's root, or has a backslash.</summary>
    public static string? Parse(string text)
    {
        var parts = text.Split('/');
        return text.Length > 0 && !text.StartsWith('/') && !text.Contains('\\', StringComparison.Ordinal) && !parts.Contains("..") && !text.Any(char.IsControl)
            ? string.Join('/', parts.Where(part => part is not ("" or ".")))
            : null;
    }
}
