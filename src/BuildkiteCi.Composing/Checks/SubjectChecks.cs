using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Checks.Declared;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks of a file's own account of its subject.</summary>
internal static class SubjectChecks
{
    public static IEnumerable<Diagnostic> Of(ExpandedFile file)
    {
        foreach (var stage in file.Stages)
        {
            if (SubjectName.WhatIsWrongWith(stage.Target) is { } wrong)
                yield return new Diagnostic(
                    CatalogueRules.NoName,
                    stage.LocationOf("CI_TARGET"),
                    $"the name '{stage.Target}' {wrong}",
                    "write the subject's name as the matrices are to show it"
                );
            if (stage.Target != file.Stages[0].Target)
                yield return new Diagnostic(
                    CatalogueRules.SeveralTargets,
                    stage.LocationOf("CI_TARGET"),
                    $"this stage is of '{stage.Target}', the first one of '{file.Stages[0].Target}'",
                    "write a file for each subject"
                );
            if (stage.Category != file.Stages[0].Category)
                yield return new Diagnostic(
                    CatalogueRules.SeveralCategories,
                    stage.LocationOf("CI_CATEGORY"),
                    $"this stage is in '{stage.Category}', the first one in '{file.Stages[0].Category}'",
                    "write the same category in all"
                );
            var known = file.File.Folder.Categories;
            if (!known.Contains(stage.Category))
                yield return new Diagnostic(
                    CatalogueRules.CategoryOfOtherFolder,
                    stage.LocationOf("CI_CATEGORY"),
                    $"the folder '{file.File.Folder}' has no category '{stage.Category}'",
                    Spelling.Suggest(stage.Category, known, $"it has {string.Join(", ", known)}; or move the file")
                );
            if (stage.Declared("CI_TPU_VERSION") is not { } version)
                yield return new Diagnostic(
                    CatalogueRules.OtherGeneration,
                    stage.DeclaringStep.Location,
                    $"stage '{stage.Stage}' does not say on which generation it ran",
                    "add CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\" to its env"
                );
            else if (version != file.Generation.TpuVersion)
                yield return new Diagnostic(
                    CatalogueRules.OtherGeneration,
                    stage.LocationOf("CI_TPU_VERSION"),
                    $"CI_TPU_VERSION is '{version}' on {file.Generation}",
                    $"write \"${{TPU_VERSION:-{file.Generation.TpuVersion}}}\""
                );
        }
    }
}
