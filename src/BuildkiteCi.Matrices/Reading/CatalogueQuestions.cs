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
    /// <param name="files">The catalogue's files, expanded for each generation; each is asked for once, and none is held.</param>
    /// <param name="definitions">The matrices to fill.</param>
    /// <param name="fleet">The generations that may have been tested, and their machines.</param>
    public static ResultQuery Of(IEnumerable<ExpandedFile> files, MatrixDefinitions definitions, Fleet fleet)
    {
        var known = new HashSet<(SubjectName, SubjectKind)>();
        var subjects = ImmutableArray.CreateBuilder<ListedSubject>();
        var steps = ImmutableArray.CreateBuilder<TestStep>();
        foreach (var expanded in files)
        {
            var file = expanded.File;
            foreach (var stage in expanded.Stages)
            {
                if (stage.Subject is not { } name) continue;
                if (known.Add((name, file.Folder.Kind)))
                    subjects.Add(new ListedSubject(name, file.Folder.Kind, stage.Category) { Architecture = file.Architecture });
                steps.Add(
                    new TestStep(stage.Key, expanded.Generation, name, stage.Stage)
                    {
                        IsRecorded = stage.RecordedBy is not null,
                        IssueUrl = file.Issues.GetValueOrDefault(stage.Stage),
                        Setup = StepSetup.Of(stage.Step, fleet),
                    }
                );
            }
        }

        return new ResultQuery(definitions, fleet.Generations) { Subjects = subjects.DrainToImmutable(), Steps = steps.DrainToImmutable() };
    }
}
