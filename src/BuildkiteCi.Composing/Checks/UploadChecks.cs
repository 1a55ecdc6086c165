using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks what a repository uploads, the catalogue and the pipelines beside it, for every generation of its fleet.</summary>
internal static class UploadChecks
{
    /// <summary>
    /// Checks what a repository uploads: the catalogue for each generation with that generation's variables, and other pipelines
    /// with each of them, all files of a generation as one build.
    /// </summary>
    /// <param name="catalogue">Files of the catalogue.</param>
    /// <param name="pipelines">Other pipeline files.</param>
    /// <param name="generations">The generations.</param>
    /// <param name="documentsOf">The parsed files.</param>
    /// <param name="scope">What is known beside; a generation's own variables win over the scope's.</param>
    /// <returns>Everything found, by place; what two generations find at one place in one line is said once.</returns>
    public static ImmutableArray<Diagnostic> Of(
        ImmutableArray<CatalogueFile> catalogue,
        ImmutableArray<SourceFile> pipelines,
        ImmutableArray<Generation> generations,
        DocumentsReadOnce documentsOf,
        CheckScope scope
    )
    {
        var found = catalogue.SelectMany(file => Unfilled.In(file.Source))
            // In a pipeline of somebody's own a TODO is a plan, and no place that AddModel left open.
            .Concat(pipelines.SelectMany(Unfilled.In).Select(todo => todo with { Severity = Severity.Note })).ToList();
        ImmutableArray<Diagnosed<PipelineDocument>> read = [.. pipelines.SelectMany(file => documentsOf.Read(file))];
        foreach (var generation in generations)
        {
            var documents = catalogue.Where(file => file.RunsOn(generation)).Select(file => Diagnosed.Ok(file.Pipeline));
            found.AddRange(
                PipelineValidation.Of(documents.Concat(read), scope with { Variables = scope.Variables.With(generation.Variables) })
            );
        }

        return [.. PipelineValidation.Sorted(found).DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location))];
    }
}
