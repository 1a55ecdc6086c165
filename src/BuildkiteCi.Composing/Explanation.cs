using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing;

/// <summary>Lists for every step of the catalogue and of the build why it is in or out.</summary>
public static class Explanation
{
    /// <summary>The reasons: first those of the catalogue's steps, file by file, then those of all other steps in the order of the
    /// page.</summary>
    public static IEnumerable<StepReason> Of(Composition composition)
    {
        var files = composition.Files.ToDictionary(file => (file.File.Path, file.Generation.Name));
        foreach (var choice in composition.Choices)
        {
            if (files.GetValueOrDefault((choice.File.Path, choice.Generation.Name)) is { } file)
            {
                foreach (var step in file.Steps) yield return Reason(choice, step.Name, true, choice.Reason);
                foreach (var one in file.LeftOut) yield return Reason(choice, one.Name, false, one.Reason);
            }
            else
            {
                foreach (var step in Steps(choice))
                    yield return Reason(choice, step.Name, false, choice.IsIn ? "its file has errors" : choice.Reason);
            }
        }

        var ofCatalogue = composition
            .Files.SelectMany(file => file.Steps)
            .Select(step => step.Key?.Canonical)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var step in composition
                .Uploads.Reverse()
                .SelectMany(upload => upload.Document.AllSteps)
                .Where(step => step is CommandStep or TriggerStep)
        )
        {
            if (step.Key is { } key && ofCatalogue.Contains(key.Canonical)) continue;
            var path = step.Location.Path == YamlNode.Generated.Path ? "" : step.Location.Path;
            yield return new StepReason(
                "",
                path,
                step.Name,
                true,
                path.Length == 0 ? "it deals with the results" : "its file is listed in ci.yml"
            );
        }
    }

    private static ImmutableArray<Step> Steps(FileChoice choice) => choice.File.For(choice.Generation, Variables.None).Value?.Steps ?? [];

    private static StepReason Reason(FileChoice choice, string step, bool isIn, string reason) =>
        new(choice.Generation.Name, choice.File.Path, step, isIn, reason);
}

/// <summary>Why a step is in a build or is not.</summary>
/// <param name="Generation">The generation that it tests; empty where it tests none.</param>
/// <param name="Path">The file that holds it; empty where it was made for this build.</param>
/// <param name="Step">Its key, else what people call it.</param>
/// <param name="IsIn">Whether it is in.</param>
/// <param name="Reason">Why, as a part of a sentence.</param>
public sealed record StepReason(string Generation, string Path, string Step, bool IsIn, string Reason);
