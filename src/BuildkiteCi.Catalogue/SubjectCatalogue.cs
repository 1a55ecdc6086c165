using System.Collections.Immutable;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>All subjects under test: the files below the catalogue's folders. A file is in by being there.</summary>
/// <param name="Files">Folder by folder in the folders' order, within a folder in ordinal order of their paths.</param>
public sealed record SubjectCatalogue(ImmutableArray<CatalogueFile> Files)
{
    private static readonly Rule NotAPipeline =
        new(
            "C001",
            Severity.Error,
            "A catalogue file is no mapping with steps",
            """
            step:
              - command: pytest
            """,
            """
            steps:
              - command: pytest
            """
        )
        {
            Why =
                "A file was saved half-written. It was left out of the pipeline, and its model's row stayed at the last result "
                + "without anybody noticing.",
        };

    /// <summary>The folder that holds everything for CI, relative to the root.</summary>
    public const string Home = ".buildkite";

    /// <summary>Reads every <c>.yml</c> and <c>.yaml</c> file of the folders, each <see cref="CatalogueFile.Packed"/> before the next one
    /// is read.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="folders">The folders.</param>
    /// <param name="fleet">Generations that files may name.</param>
    /// <param name="keepsTexts">Whether somebody looks at the files' texts, too.</param>
    /// <returns>The files that could be understood, and all that was found wrong in any.</returns>
    public static Diagnosed<SubjectCatalogue> Read(
        IFileTree files,
        ImmutableArray<CatalogueFolder> folders,
        Fleet fleet,
        bool keepsTexts = false
    )
    {
        var words = new PackedWords();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var read = ImmutableArray.CreateBuilder<CatalogueFile>();
        foreach (var folder in folders)
        {
            foreach (var path in files.List($"{Home}/{folder.Name}").Where(IsYaml))
            {
                if (files.Read(path, diagnostics) is not { } text) continue;
                var file = Read(new SourceFile(path, text), folder, fleet);
                diagnostics.AddRange(file.Diagnostics);
                if (file.Value is { } one) read.Add(keepsTexts ? one.Packed(words) : one.Packed(words).WithoutText());
            }
        }

        return Diagnosed.With(new SubjectCatalogue(read.ToImmutable()), diagnostics);
    }

    /// <summary>Reads one file of a folder.</summary>
    public static Diagnosed<CatalogueFile> Read(SourceFile source, CatalogueFolder folder, Fleet fleet) =>
        YamlReader
            .Read(source)
            .Then(node =>
                node is YamlSequence || node is YamlMapping mapping && mapping["steps"] is YamlSequence
                    ? PipelineDocument
                        .Parse(node, source.Path)
                        .Then(pipeline => CatalogueFileSettings.Take(new CatalogueFile(source, folder, pipeline), fleet))
                    : Diagnosed.With<CatalogueFile>(
                        null,
                        [
                            new Diagnostic(
                                NotAPipeline,
                                node.Location,
                                $"the file holds {node.KindName} without a list of steps",
                                "write 'steps:' and the subject's test steps below it"
                            ),
                        ]
                    )
            );

    private static bool IsYaml(string path) =>
        path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal);
}
