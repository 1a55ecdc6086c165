using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using Cake.Buildkite;
using Cake.Core;

namespace Build.Wiring;

/// <summary>Where results come from: a build's answers, or a results file.</summary>
internal static class Results
{
    /// <summary>Results of the running build, of the local one or of a file (<c>--results</c>).</summary>
    public static async Task<BuildResults> ResultsAsync(this BuildContext context, PublishOptions options)
    {
        if (options.ResultsFile is { } file) return options.Rename(context.Report(ResultsFileReader.Read(file)));
        var questions = Questions(context, options.Implementation);
        var build = new ThrottledBuildReader(options.Build, ReadingPace.Usual, context.Time);
        var answers = await AnswersAsync(context, options.Build, build, questions);
        if (answers.WhatIsMissing(questions) is { } missing) throw new CakeException(1, missing);
        var results = ResultAssembly.Assemble(options.Publication(context.Time.GetUtcNow()), questions, answers);
        if (options.Push is not { IsDryRun: true }) await build.SetMetaDataAsync(WrittenMetaData.Of(results, questions), context.Stopping);
        return results;
    }

    // One call to the API where there is a token for it; else, and where the API fails, hundreds to the agent.
    private static async Task<BuildSnapshot> AnswersAsync(
        BuildContext context,
        IBuild build,
        ThrottledBuildReader paced,
        ResultQuery questions
    )
    {
        if (build is not LocalBuild && ApiBuild.Of(context.Variables) is { } ofApi)
        {
            try
            {
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
                return ApiAnswers.Read(await ofApi.ReadAsync(http, context.Time, context.Stopping));
            }
            catch (BuildException failure)
            {
                Console.Error.WriteLine($"Warning: {failure.Message}; the agent is asked instead");
            }
        }

        return await AgentAnswers.ReadAsync(paced, questions, context.Stopping);
    }

    /// <summary>What a build is asked for: every stage of the catalogue that the implementation tests.</summary>
    public static ResultQuery Questions(this BuildContext context, ImplementationType implementation)
    {
        var generations = context.Settings.Fleet.Generations;
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet));
        var files = from generation in generations
                    from file in catalogue.Files
                    where implementation.Folders.Contains(file.Folder.Name) && file.RunsOn(generation)
                    select context.Report(file.For(generation, Variables.None));
        var questions = CatalogueQuestions.Of(files, context.Settings.Matrices, context.Settings.Fleet);
        return CatalogueQuestions.DefaultFeaturesOf(context.Files, context.Settings.Folders) is { } list
            ? questions with { DefaultFeatures = [.. context.Report(DefaultFeatures.Read(list))] }
            : questions;
    }
}
