using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>What the catalogue gives to ask a build about.</summary>
public static class CatalogueQuestions
{
    private const string DefaultFeatures = "default_features.txt";

    /// <summary>The list of features that pass by definition: in the first folder of features that has one; null: there is none.</summary>
    public static SourceFile? DefaultFeaturesOf(IFileTree files, ImmutableArray<CatalogueFolder> folders) => folders
        .Where(folder => folder.Kind == SubjectKind.Feature)
        .Select(folder => $".buildkite/{folder.Name}/{DefaultFeatures}")
        .Select(path => files.Read(path) is { } text ? new SourceFile(path, text) : null)
        .FirstOrDefault(file => file is not null);

    /// <summary>Questions about every stage of the files.</summary>
    /// <param name="files">The catalogue's files, expanded for each generation.</param>
    /// <param name="definitions">The matrices to fill.</param>
    /// <param name="fleet">The generations that may have been tested, and their machines.</param>
    public static ResultQuery Of(ImmutableArray<ExpandedFile> files, MatrixDefinitions definitions, Fleet fleet) =>
        new(definitions, fleet.Generations)
        {
            Subjects =
            [
                .. from file in files
                from stage in file.Stages
                let name = stage.Subject
                where name is not null
                group new ListedSubject(name, file.File.Folder.Kind, stage.Category) { Architecture = file.File.Architecture } by (
                    name,
                    file.File.Folder.Kind
                ) into same
                select same.First(),
            ],
            Steps =
            [
                .. from file in files
                   from stage in file.Stages
                   let name = stage.Subject
                   where name is not null
                   select new TestStep(stage.Key, file.Generation, name, stage.Stage)
                   {
                       IsRecorded = stage.RecordedBy is not null,
                       IssueUrl = file.File.Issues.GetValueOrDefault(stage.Stage),
                       Setup = StepSetup.Of(stage.Step, fleet),
                   },
            ],
        };
}
