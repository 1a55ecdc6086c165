namespace BuildkiteCi.Catalogue;

/// <summary>
/// The full name of a model on Hugging Face, <c>organisation/name</c>, behind which a variant may follow:
/// <c>organisation/name/text-only</c>.
/// Source: the hub's rules for names of repositories (domain rules, "The catalogue").
/// </summary>
public static class HubName
{
    /// <summary>Longest name of a repository, in characters.</summary>
    public const int MaxLength = 96;

    /// <summary>What such a name looks like, for people.</summary>
    public const string Form = "organisation/name as on Hugging Face, such as meta-llama/Llama-3.1-8B-Instruct";

    /// <summary>Why a text is no such name, in words that follow it; null where it is one.</summary>
    public static string? WhatIsWrongWith(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 1) return "has no organisation";
        if (parts.Length > 3) return "has more parts than organisation, name and variant";
        if (Array.Find(parts, part => part.Length == 0) is not null) return "has an empty part beside a '/'";
        if (
            text.FirstOrDefault(character => !char.IsAsciiLetterOrDigit(character) && character is not ('/' or '-' or '_' or '.'))
            is var odd
                and not '\0'
        )
            return $"holds {(odd == ' ' ? "a blank" : char.IsControl(odd) ? "a control character" : $"'{odd}'")}";
        if (
            Array.Find(parts, part => part.Contains("--", StringComparison.Ordinal) || part.Contains("..", StringComparison.Ordinal))
            is not null
        )
            return "holds '--' or '..'";
        if (Array.Find(parts, part => part[0] is '-' or '.' || part[^1] is '-' or '.') is not null)
            return "has a part that starts or ends with '-' or '.'";
        var length = parts[0].Length + 1 + parts[1].Length;
        return length > MaxLength ? $"has {length} characters in organisation and name; {MaxLength} are allowed" : null;
    }
}
