using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi;
using BuildkiteCi.Builds;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.World;

namespace Build;

/// <summary>From a build's answers to matrices in files.</summary>
internal static class Results
{
    /// <summary>The results of the build, for every stage of the catalogue that the implementation tests.</summary>
    public static async Task<BuildResults> ResultsAsync(this BuildContext context, ImplementationType implementation)
    {
        var questions = Questions(context, implementation);
        var build = new PacedBuild(context.Build, ReadingPace.Usual, context.Time);
        var answers = await AgentAnswers.ReadAsync(build, questions, context.Stopping);
        var results = ResultAssembly.Assemble(new Publication(implementation.Name, context.Time.GetUtcNow()), questions, answers);
        await build.SetMetaDataAsync(WrittenMetaData.Of(results, questions), context.Stopping);
        return results;
    }

    /// <summary>Writes the CSV files, a folder per generation.</summary>
    public static void WriteMatrices(this BuildContext context, BuildResults results, string folder)
    {
        var files = new DiskFileTree(folder);
        foreach (var generation in results.Generations)
        {
            foreach (var matrix in Matrix.All(MatrixDefinitions.BuiltIn, generation))
            {
                var path = $"{generation.Generation}/{matrix.Definition.File}";
                files.Write(path, CsvMatrix.Write(matrix));
                context.Say($"{path}: {matrix.Rows.Length} rows");
            }
        }

        context.Say($"The matrices are in {folder}");
    }

    private static ResultQuestions Questions(BuildContext context, ImplementationType implementation)
    {
        var generations = context.Settings.Fleet.Generations;
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet));
        var files = from generation in generations
                    from file in catalogue.Files
                    where implementation.Folders.Contains(file.Folder.Name) && file.RunsOn(generation)
                    select context.Report(file.For(generation, ImmutableDictionary<string, string>.Empty));
        var questions = CatalogueQuestions.Of([.. files], MatrixDefinitions.BuiltIn, generations);
        return context.Files.Read(CatalogueQuestions.DefaultFeaturesPath) is { } text
            ? questions with { DefaultFeatures = context.Report(DefaultFeatures.Read(new SourceFile(CatalogueQuestions.DefaultFeaturesPath, text))).Features }
            : questions;
    }
}
