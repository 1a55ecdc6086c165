using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Testing.Recording;

/// <summary>Records the result of one step in the build's meta-data, as older catalogue files ask for in a job of their own.</summary>
/// <param name="Generation">The generation that was tested (<c>CI_TPU_VERSION</c>).</param>
/// <param name="Subject">The subject (<c>CI_TARGET</c>).</param>
/// <param name="Stage">The stage (<c>CI_STAGE</c>).</param>
/// <param name="Category">The category (<c>CI_CATEGORY</c>); null where the step names none.</param>
public sealed record ResultRecord(Generation Generation, SubjectName Subject, Stage Stage, Category? Category)
{
    /// <summary>Reads what the step stated and how it ended, and writes the result and the category.</summary>
    /// <param name="build">The build.</param>
    /// <param name="step">The test step.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The result; recording fails, with exit status 1, where it is <see cref="Status.Failing"/> and only there.</returns>
    public async Task<StageResult> RecordAsync(IBuild build, StepKey step, CancellationToken cancellationToken)
    {
        var stated = await build.MetaDataAsync(step.Text, cancellationToken);
        var outcome = string.IsNullOrWhiteSpace(stated) ? await build.OutcomeAsync(step, cancellationToken) : null;
        var result = StageResult.Of(Stage.Name, outcome, stated);
        await build.SetMetaDataAsync(ResultKeys.Result(Generation, Subject, Stage.Name), result.Status.Text, cancellationToken);
        if (Category is not null)
            await build.SetMetaDataAsync(ResultKeys.Category(Generation, Subject), Category.Name, cancellationToken);
        return result;
    }
}
