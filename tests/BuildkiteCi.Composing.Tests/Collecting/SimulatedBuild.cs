using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;
using BuildkiteCi.Matrices.Tests;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Testing.Recording;

namespace BuildkiteCi.Composing.Tests.Collecting;

/// <summary>Runs a composition as Buildkite would, with given outcomes of the tests, and makes the matrices of it.</summary>
internal static class SimulatedBuild
{
    /// <summary>The matrices' files by path, in one text.</summary>
    /// <param name="composition">What runs.</param>
    /// <param name="files">The repository that it was composed of.</param>
    /// <param name="outcome">What a test does, by its key: a text that it states before it ends well; "pass", or "fail".</param>
    public static async Task<string> MatricesAsync(Composition composition, IFileTree files, Func<string, string> outcome)
    {
        var build = new MemoryBuild();
        foreach (var (key, value) in composition.MetaData) build.MetaData[key] = value;
        foreach (var step in composition.Files.SelectMany(file => file.Steps).OfType<CommandStep>()) await RunAsync(step, build, outcome);

        var catalogue = SubjectCatalogue.Read(files, CatalogueFolders.BuiltIn, Fleet.BuiltIn).Value!;
        var expanded =
            from generation in Fleet.BuiltIn.Generations
            from file in catalogue.Files
            where file.RunsOn(generation)
            select file.For(generation, Variables.None).Value!;
        var questions = CatalogueQuestions.Of([.. expanded], MatrixDefinitions.BuiltIn, Fleet.BuiltIn);
        var answers = await AgentAnswers.ReadAsync(
            new ThrottledBuildReader(build, ReadingPace.Usual, TimeProvider.System),
            questions,
            CancellationToken.None
        );
        var results = ResultAssembly.Assemble(new Publication("auto", DateTimeOffset.UnixEpoch), questions, answers);
        return string.Concat(
            from generation in results.Generations
            from matrix in Matrix.All(MatrixDefinitions.BuiltIn, generation)
            select $"{generation.Generation}/{matrix.Definition.File}\n{CsvMatrix.Write(matrix)}");
    }

    // Steps stand behind what they wait for in every file.
    private static async Task RunAsync(CommandStep step, MemoryBuild build, Func<string, string> outcome)
    {
        if (
            !step.DependsOn.All(dependency =>
                build.Outcomes.TryGetValue(StepKey.Parse(dependency.Key)!, out var before) && before is Outcome.Passed or Outcome.SoftFailed
            )
        )
            return;
        var key = StepKey.Parse(step.Key!.Canonical)!;
        var passed = true;
        if (step.Command.Contains("record_step_result.sh", StringComparison.Ordinal)) passed = await RecordAsync(step, build);
        else if (DeclaredResults.Of(step.Command) is { } stated) foreach (var (name, text) in stated) build.MetaData[name] = text;
        else if (outcome(key.Text) is var does && does == "fail") passed = false;
        else if (does != "pass") build.MetaData[key.Text] = does;
        build.Outcomes[key] = passed ? Outcome.Passed : step.SoftFail.Always ? Outcome.SoftFailed : Outcome.HardFailed;
    }

    private static async Task<bool> RecordAsync(CommandStep step, MemoryBuild build)
    {
        var env = step.Env.ToImmutableDictionary();
        var generation = Fleet.BuiltIn.Generations.Single(one => one.TpuVersion == env["CI_TPU_VERSION"]);
        var recorded = StepKey.Parse(step.Command.Trim().Split(' ')[^1])!;
        var result = await new ResultRecord(
            generation,
            SubjectName.Parse(env["CI_TARGET"])!,
            Stage.Unlisted(env["CI_STAGE"]),
            new Category(env["CI_CATEGORY"])
        ).RecordAsync(build, recorded, CancellationToken.None);
        return result.Status != Status.Failing;
    }
}
