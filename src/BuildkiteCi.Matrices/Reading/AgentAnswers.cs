using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Gets a build's answers one by one: from Buildkite's agent, which has no call for many, or from the local build.</summary>
public static class AgentAnswers
{
    /// <summary>Asks for everything that <paramref name="questions"/> need and the build holds.</summary>
    /// <exception cref="BuildException">The build could not be reached.</exception>
    public static async Task<BuildSnapshot> ReadAsync(
        ThrottledBuildReader build,
        ResultQuery questions,
        CancellationToken cancellationToken
    )
    {
        // One call tells which keys exist at all; a call for a key that does not exist costs as much as any other.
        var existing = await build.KeysAsync(cancellationToken);
        string[] heads =
        [
            ResultKeys.ModelList,
            ResultKeys.FeatureList,
            ResultKeys.VllmCommit,
            .. questions.Generations.Select(ResultKeys.RunMatrix),
        ];
        var versions = existing.Where(key => key.StartsWith(ResultKeys.VersionPrefix, StringComparison.Ordinal));
        var head = await build.AnswersAsync(heads.Where(existing.Contains).Concat(versions), [], cancellationToken);

        var rows = ResultRows.Of(questions, head.MetaData);
        var recorded = rows.Keys.Where(existing.Contains).Concat(existing.Where(rows.IsOfCase)).ToHashSet();
        var steps = questions.Steps
            .Where(step => rows.Asks(step) && !(step.IsRecorded && recorded.Contains(ResultOf(step))))
            .ToLookup(step => existing.Contains(step.Key.Text));
        var stating = steps[true].Select(step => step.Key.Text);
        var failures = questions.Steps.Where(rows.Asks).Select(step => StepFailure.Key(step.Key)).Where(existing.Contains);
        var answers = await build.AnswersAsync(
            recorded.Concat(stating).Concat(failures),
            steps[false].Select(step => step.Key),
            cancellationToken
        );
        // Only a step without an outcome can still be on its way, and of a build that is done there are few.
        var unfinished = await build.UnfinishedAsync(
            steps[false].Select(step => step.Key).Where(key => answers.Outcomes.GetValueOrDefault(key, Outcome.Neutral) == Outcome.Neutral),
            cancellationToken
        );
        return answers with { MetaData = answers.MetaData.AddRange(head.MetaData), Unfinished = unfinished };
    }

    private static string ResultOf(TestStep step) =>
        ResultKeys.Result(step.Generation, step.Subject, step.Stage.Name);
}
