using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Everything that can be said of pipeline files: reading, interpolating, checking.</summary>
public static class PipelineValidation
{
    /// <summary>Reads the files of one build and checks them together; what cannot be read is reported and left out of the rest.</summary>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(IReadOnlyCollection<SourceFile> files, CheckScope scope) =>
        Sorted([.. files.SelectMany(Unfilled.In), .. Of(files.SelectMany(file => PipelineFile.Read(file)), scope)]);

    /// <summary>Interpolates and checks documents that are read already, as one build.</summary>
    public static ImmutableArray<Diagnostic> Of(IEnumerable<Diagnosed<PipelineDocument>> files, CheckScope scope)
    {
        var found = new List<Diagnostic>();
        var together = PipelineChecks.Of(Interpolated(), scope);
        return [.. found, .. together];

        IEnumerable<PipelineDocument> Interpolated()
        {
            foreach (var file in files)
            {
                var read = file.Then(document => document.Interpolate(scope.Variables));
                found.AddRange(read.Diagnostics.Select(Expected));
                if (read.Value is null) continue;
                found.AddRange(Preview.NotFinite(read.Value));
                yield return read.Value;
            }
        }
    }

    // What the uploading process will have in its environment is not known here.
    private static Diagnostic Expected(Diagnostic diagnostic) =>
        diagnostic.Rule == InterpolationRules.Required
            ? diagnostic with
            {
                Severity = Severity.Note,
                Fix = "the process that uploads the file has to set it",
            }
            : diagnostic;

    /// <summary>Diagnostics by place, each once.</summary>
    public static ImmutableArray<Diagnostic> Sorted(IEnumerable<Diagnostic> found) =>
        [.. found.Distinct().OrderBy(diagnostic => diagnostic.Location).ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)];
}
