using System.Collections.Immutable;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>What the site of results is called, and what its pages link to (the block <c>site</c> of <c>ci.yml</c>).</summary>
public sealed record SiteSettings
{
    /// <summary>What a site is called that sets no title.</summary>
    public const string UsualTitle = "vLLM TPU support";

    /// <summary>What the whole site is called.</summary>
    public string Title { get; init; } = UsualTitle;

    /// <summary>Where it will be; null: nobody knows, so feeds, previews and badges have links relative to the site.</summary>
    public WebAddress? Address { get; init; }

    /// <summary>The repository whose commits are tested, for links to commits and to the catalogue; null: there are none.</summary>
    public WebAddress? Repository { get; init; }

    /// <summary>The branch of the repository that links to files lead to.</summary>
    public string Branch { get; init; } = "main";

    /// <summary>How vLLM is installed; null: pages do not tell.</summary>
    public WebAddress? Install { get; init; }

    /// <summary>What people call a generation, by its short name: <c>Trillium</c>.</summary>
    public ImmutableDictionary<string, string> GenerationTitles { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>An address on the site as other sites link to it; the path itself where the site's address is not known.</summary>
    public string Absolute(string path) => Address is null ? path : $"{Address.Text.TrimEnd('/')}/{path}";

    /// <summary>What people call a generation: <c>Trillium</c>; empty where nobody does.</summary>
    public string GenerationTitle(string generation) => GenerationTitles.GetValueOrDefault(generation, "");
}
