using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Words of the results file for values that have names of their own elsewhere.</summary>
internal static class ResultsFileWords
{
    private static readonly (SubjectKind Kind, string Word)[] Kinds = [(SubjectKind.Model, "model"), (SubjectKind.Feature, "feature")];

    public static IEnumerable<string> AllKinds => Kinds.Select(row => row.Word);

    public static IEnumerable<string> AllStatuses => Status.All.Select(status => status.Word).Append("other");

    public static string Kind(SubjectKind kind) => Array.Find(Kinds, row => row.Kind == kind).Word;

    public static SubjectKind? Kind(string? word) =>
        Array.FindIndex(Kinds, row => row.Word == word) is var at and >= 0 ? Kinds[at].Kind : null;

    public static Status? StatusOf(string? word, string? text)
    {
        if (word == "other") return Status.Other(text ?? "");
        foreach (var status in Status.All)
            if (status.Word == word) return status;
        return null;
    }
}
