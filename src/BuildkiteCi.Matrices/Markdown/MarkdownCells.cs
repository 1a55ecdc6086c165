using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>Names as cells of Markdown tables.</summary>
internal static class MarkdownCells
{
    /// <summary>A model's name, linked to its page as far as it names one.</summary>
    public static string Model(SubjectName model)
    {
        var repository = ModelRepository.Of(model);
        return Link(Plain(repository.Name), repository.Address) + Plain(repository.Rest);
    }
}
