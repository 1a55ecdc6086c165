using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Adopting.Writing;

/// <summary>Writes the blocks <c>catalogue</c> and <c>implementations</c>, each of which replaces the built-in one whole.</summary>
internal static class CatalogueText
{
    public static void Write(CiFileText file, DetectedCatalogue catalogue)
    {
        if (catalogue.Folders.IsEmpty) return;
        file.Gap();
        file.Line(0, "catalogue:");
        foreach (var (folder, place) in catalogue.Folders)
        {
            file.Line(1, $"{folder.Name}:", place);
            file.Line(2, $"kind: {(folder.Kind == SubjectKind.Model ? "model" : "feature")}");
            if (folder.HasGroups) file.Line(2, "groups: true");
            file.Line(2, $"categories: {CiFileText.List([.. folder.Categories.Select(category => category.Name)])}");
            file.Line(2, "stages:");
            foreach (var stage in folder.Stages) file.Line(3, $"- {{ {string.Join(", ", Words(folder, stage))} }}");
        }

        if (catalogue.Implementations.IsEmpty) return;
        file.Gap();
        file.Line(0, "implementations:");
        foreach (var (name, folders) in catalogue.Implementations) file.Line(1, $"{name}: {CiFileText.List(folders)}");
    }

    private static IEnumerable<string> Words(CatalogueFolder folder, Stage stage)
    {
        yield return $"name: {CiFileText.Quote(stage.Name)}";
        if (stage.KeySuffix != stage.Name) yield return $"key: {CiFileText.Quote(stage.KeySuffix)}";
        if (stage.Label != stage.Name) yield return $"label: {CiFileText.Quote(stage.Label)}";
        if (stage.Role != StageRole.Command) yield return $"role: {(stage.Role == StageRole.Accuracy ? "accuracy" : "benchmark")}";
        if (folder.OptionalStages.Contains(stage)) yield return "optional: true";
    }
}
