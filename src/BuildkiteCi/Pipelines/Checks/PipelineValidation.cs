using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Rules;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Everything that can be said of pipeline files: reading, interpolating, checking.</summary>
public static class PipelineValidation
{
    /// <summary>Reads the files of one build and checks them together; what cannot be read is reported and left out of the rest.</summary>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(IReadOnlyCollection<SourceFile> files, CheckScope scope) =>
        Sorted([.. files.SelectMany(Unfilled), .. Of(files.Select(PipelineDocument.Read), scope)]);

    /// <summary>
    /// Checks what a repository uploads: the catalogue for each generation with that generation's variables, and other pipelines
    /// with each of them, all files of a generation as one build.
    /// </summary>
    /// <param name="catalogue">Files of the catalogue.</param>
    /// <param name="pipelines">Other pipeline files.</param>
    /// <param name="generations">The generations.</param>
    /// <param name="scope">What is known beside; a generation's own variables win over the scope's.</param>
    /// <returns>Everything found, by place; what two generations find at one place in one line is said once.</returns>
    public static ImmutableArray<Diagnostic> Of(
        ImmutableArray<CatalogueFile> catalogue, ImmutableArray<SourceFile> pipelines, ImmutableArray<Generation> generations, CheckScope scope)
    {
        var found = catalogue.Select(file => file.Source).Concat(pipelines).SelectMany(Unfilled).ToList();
        foreach (var generation in generations)
        {
            var documents = catalogue.Where(file => file.RunsOn(generation)).Select(file => Checked.Ok(file.Pipeline));
            found.AddRange(Of(documents.Concat(pipelines.Select(PipelineDocument.Read)), scope with { Variables = scope.Variables.With(generation.Variables) }));
        }

        return [.. Sorted(found).DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Mark))];
    }

    private static List<Diagnostic> Of(IEnumerable<Checked<PipelineDocument>> files, CheckScope scope)
    {
        var found = new List<Diagnostic>();
        var documents = ImmutableArray.CreateBuilder<PipelineDocument>();
        foreach (var file in files)
        {
            var read = file.Then(document => document.Interpolate(scope.Variables));
            found.AddRange(read.Diagnostics);
            if (read.Value is null) continue;
            found.AddRange(Preview.NotFinite(read.Value));
            documents.Add(read.Value);
        }

        found.AddRange(PipelineChecks.Of(documents.DrainToImmutable(), scope));
        return found;
    }

    private static IEnumerable<Diagnostic> Unfilled(SourceFile file) => Todo.In(file).Select(todo =>
        new Diagnostic(BuildRules.Unfilled, todo.Mark, todo.Text.Length == 0 ? "a TODO is not filled in" : $"a TODO is not filled in: {todo.Text}", "fill it in, and remove the comment"));

    private static ImmutableArray<Diagnostic> Sorted(IEnumerable<Diagnostic> found) =>
        [.. found.Distinct().OrderBy(diagnostic => diagnostic.Mark).ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)];
}
