using System.Collections.Immutable;
using BuildkiteCi;
using BuildkiteCi.Builds;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Problems;

namespace Build;

/// <summary>What Validate does with files and with what is found.</summary>
internal static class Validating
{
    private const string AnnotationContext = "validate";

    /// <summary>Checks the files that were named, or everything that the repository uploads.</summary>
    public static ImmutableArray<Diagnostic> Validate(this BuildContext context, ImmutableArray<SourceFile>? named)
    {
        var (folders, fleet) = (context.Settings.Folders, context.Settings.Fleet);
        var catalogue = named is null
            ? SubjectCatalogue.Read(context.Files, folders, fleet)
            : Catalogue(named.Value.Select(file => (File: file, Folder: context.CatalogueFolder(file))).Where(file => file.Folder is not null).Select(file => SubjectCatalogue.Read(file.File, file.Folder!, fleet)));
        var pipelines = named?.RemoveAll(file => context.CatalogueFolder(file) is not null) ?? context.UsualPipeline();
        return
        [
            .. catalogue.Diagnostics.Concat(PipelineValidation.Of(catalogue.Value!.Files, pipelines, fleet, context.Variables))
                .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Mark)).OrderBy(diagnostic => diagnostic.Mark),
        ];
    }

    /// <summary>Unfilled TODOs as errors.</summary>
    public static ImmutableArray<Diagnostic> Strict(ImmutableArray<Diagnostic> found) =>
        [.. found.Select(diagnostic => diagnostic.Rule == BuildRules.Unfilled ? diagnostic with { Severity = Severity.Error } : diagnostic)];

    /// <summary>Shows the problems on the build's page, where there is one and anything to show.</summary>
    public static Task AnnotateAsync(this BuildContext context, ImmutableArray<Diagnostic> found)
    {
        if (!context.OnBuildkite || found.IsEmpty) return Task.CompletedTask;
        var style = found.Any(diagnostic => diagnostic.Severity == Severity.Error) ? AnnotationStyle.Error : AnnotationStyle.Warning;
        return context.Build.AnnotateAsync(new Annotation(AnnotationContext, style, ProblemMarkdown.Write(found)), context.Stopping);
    }

    private static Checked<SubjectCatalogue> Catalogue(IEnumerable<Checked<CatalogueFile>> files)
    {
        var read = files.ToList();
        return Checked.With(new SubjectCatalogue([.. read.Select(file => file.Value).OfType<CatalogueFile>()]), read.SelectMany(file => file.Diagnostics));
    }
}
