using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Everything that can be said of pipeline files: reading, interpolating, checking.</summary>
public static class PipelineValidation
{
    /// <summary>Reads the files of one build and checks them together; what cannot be read is reported and left out of the rest.</summary>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(IEnumerable<SourceFile> files, CheckScope scope)
    {
        var found = new List<Diagnostic>();
        var documents = ImmutableArray.CreateBuilder<PipelineDocument>();
        foreach (var file in files)
        {
            var read = PipelineDocument.Read(file).Then(document => document.Interpolate(scope.Variables));
            found.AddRange(read.Diagnostics);
            if (read.Value is null) continue;
            found.AddRange(Preview.NotFinite(read.Value.ToNode()));
            documents.Add(read.Value);
        }

        found.AddRange(PipelineChecks.Of(documents.DrainToImmutable(), scope));
        return [.. found.Distinct().OrderBy(diagnostic => diagnostic.Mark).ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)];
    }
}
