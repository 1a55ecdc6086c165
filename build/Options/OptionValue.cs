using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;

namespace Build.Options;

/// <summary>What help texts leave to the repository's settings: names in braces, put in where the help is shown.</summary>
internal static class OptionValue
{
    /// <summary>One of the fleet's generations: <c>v6e|v7x</c>.</summary>
    public const string Generation = "{generation}";

    /// <summary>Some of them: <c>v6e,v7x</c>.</summary>
    public const string Generations = "{generations}";

    /// <summary>A text of the help with this repository's names.</summary>
    public static string Filled(string text, CiSettings settings)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        var names = settings.Fleet.Generations.Select(generation => generation.Name).ToArray();
        var feature = settings.Folders.FirstOrDefault(folder => folder.Kind == SubjectKind.Feature);
        return text.Replace(Generation, string.Join('|', names), StringComparison.Ordinal)
            .Replace(Generations, string.Join(',', names), StringComparison.Ordinal)
            .Replace("{queue}", settings.Fleet.Generations[0].SmallQueue, StringComparison.Ordinal)
            .Replace(
                "{model-categories}",
                string.Join(", ", settings.Folders.FirstOrDefault(folder => folder.Kind == SubjectKind.Model)?.Categories ?? []),
                StringComparison.Ordinal
            )
            .Replace("{category}", feature?.Categories[0].Name ?? "", StringComparison.Ordinal);
    }
}
