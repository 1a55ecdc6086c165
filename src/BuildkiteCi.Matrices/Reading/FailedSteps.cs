using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>The steps of a build that failed; a step that was retried counts by its newest try.</summary>
/// <param name="Steps">The failed ones, in the order in which they were asked for.</param>
/// <param name="Asked">How many steps were asked for.</param>
/// <param name="NotRun">How many of them have not run.</param>
public sealed record FailedSteps(ImmutableArray<FailedStep> Steps, int Asked, int NotRun)
{
    /// <summary>Those in which the machine failed.</summary>
    public IEnumerable<FailedStep> Infrastructure => Steps.Where(step => step.Verdict == StageVerdict.Infrastructure);

    /// <summary>Those in which the test failed or took too long.</summary>
    public IEnumerable<FailedStep> Tests => Steps.Where(step => step.Verdict != StageVerdict.Infrastructure);

    /// <summary>The same with what is known of each step's last nights.</summary>
    public FailedSteps WithNights(Func<StepKey, string?> nights) => this with { Steps = [.. Steps.Select(step => step with { Nights = nights(step.Key) })] };

    /// <summary>Asks a build about its steps.</summary>
    /// <param name="build">The build.</param>
    /// <param name="keys">The steps.</param>
    /// <param name="buildUrl">The build's page, for steps that did not tell their job's.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public static async Task<FailedSteps> ReadAsync(ThrottledBuildReader build, ImmutableArray<StepKey> keys, string? buildUrl, CancellationToken cancellationToken)
    {
        // A call for a key that does not exist costs as much as any other.
        var existing = await build.KeysAsync(cancellationToken);
        var wanted = keys.SelectMany(key => new[] { key.Text, StepFailure.Key(key) }).Where(existing.Contains);
        return Of(keys, await build.AnswersAsync(wanted, keys, cancellationToken), buildUrl);
    }

    /// <summary>Judges what a build answered.</summary>
    public static FailedSteps Of(ImmutableArray<StepKey> keys, BuildSnapshot answers, string? buildUrl)
    {
        var failed = ImmutableArray.CreateBuilder<FailedStep>();
        var notRun = 0;
        foreach (var key in keys.Distinct())
        {
            Outcome? outcome = answers.Outcomes.TryGetValue(key, out var known) ? known : null;
            var stated = answers.MetaData.GetValueOrDefault(key.Text);
            if (outcome is null or Outcome.Neutral && stated is null) notRun++;
            var result = StageResult.Of("", outcome, stated);
            if (result.Status != Status.Failing) continue;
            var note = answers.MetaData.TryGetValue(StepFailure.Key(key), out var text) ? StepFailure.Parse(text) : null;
            failed.Add(Failed(key, outcome, result.Note, note, buildUrl));
        }

        return new FailedSteps(failed.ToImmutable(), keys.Distinct().Count(), notRun);
    }

    private static FailedStep Failed(StepKey key, Outcome? outcome, string? resultNote, StepFailure? note, string? buildUrl)
    {
        // A job that was lost tells nothing of itself: a test failure that stands there is an earlier try's.
        if (ResultMapping.VerdictOf(outcome) == StageVerdict.Infrastructure && note is not { Verdict: StageVerdict.Infrastructure or StageVerdict.TimedOut })
            return new FailedStep(key, StageVerdict.Infrastructure, resultNote ?? "the job was lost", buildUrl);
        return note is null
            ? new FailedStep(key, StageVerdict.Failed, resultNote ?? $"outcome {outcome?.Word() ?? "unknown"}", buildUrl)
            : new FailedStep(key, note.Verdict, note.Reason, note.JobUrl ?? buildUrl);
    }
}
