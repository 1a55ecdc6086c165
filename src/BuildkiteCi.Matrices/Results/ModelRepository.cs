using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.Results;

/// <summary>
/// The repository on Hugging Face that a model's name speaks of. A name may go on behind it: of <c>org/model/text-only</c> only
/// <c>org/model</c> has a page, the rest names the part of the model is tested.
/// </summary>
public sealed record ModelRepository
{
    private ModelRepository(string name, string rest)
    {
        Name = name;
        Rest = rest;
    }

    /// <summary>The repository: <c>org/model</c>, or the whole of a name without a slash.</summary>
    public string Name { get; }

    /// <summary>What follows in the model's name, with its slash: <c>/text-only</c>; empty where nothing does.</summary>
    public string Rest { get; }

    /// <summary>The repository's page; null where the name is a path or a bucket's.</summary>
    public WebAddress? Address =>
        IsElsewhere(Name)
            ? null
            : WebAddress.Parse($"https://huggingface.co/{string.Join('/', Name.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>The repository of a model.</summary>
    public static ModelRepository Of(SubjectName model)
    {
        if (IsElsewhere(model.Text)) return new ModelRepository(model.Text, "");
        var name = string.Join('/', model.Text.Split('/').Take(2));
        return new ModelRepository(name, model.Text[name.Length..]);
    }

    private static bool IsElsewhere(string name) => name.StartsWith('/') || name.Contains("//", StringComparison.Ordinal);
}
