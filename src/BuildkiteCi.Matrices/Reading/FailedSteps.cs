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
    /// <summary>How many of them passed.</summary>
    public int Passed { get; init; }

    /// <summary>How many of them have which other status: <c>not enough HBM</c>; Untested are those that are skipped or not filled
    /// in.</summary>
    public ImmutableSortedDictionary<string, int> Others { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>All of them in one line, each counted once: <c>52 steps: 40 passed, 9 failed (2 of them infrastructure failures), 3 not
    /// run</c>.</summary>
    public string Summary
    {
        get
        {
            var machines = Infrastructure.Count();
            var others = Others.Select(one => $", {one.Value} {(one.Key == Status.Untested.Name ? "skipped or not filled in" : one.Key)}");
            return $"{(Asked == 1 ? "1 step" : $"{Asked} steps")}: {Passed} passed, {Steps.Length} "
                + $"failed{(machines > 0 ? $" ({machines} of them infrastructure failures)" : "")}"
                + $"{string.Concat(others)}, {NotRun} not run";
        }
    }

    /// <summary>The same steps with what the catalogue knows of them.</summary>
    public FailedSteps Named(ImmutableArray<TestStep> tests)
    {
        var known = tests.GroupBy(test => test.Key).ToDictionary(same => same.Key, same => same.First());
        return this with { Steps = [.. Steps.Select(step => step with { Test = known.GetValueOrDefault(step.Key) })] };
    }

    /// <summary>Those in which the machine failed.</summary>
    public IEnumerable<FailedStep> Infrastructure => Steps.Where(step => step.Verdict == StageVerdict.Infrastructure);

    /// <summary>Those in which the test failed or took too long.</summary>
    public IEnumerable<FailedStep> Tests => Steps.Where(step => step.Verdict != StageVerdict.Infrastructure);

    /// <summary>The same with what is known of each step's last nights.</summary>
    public FailedSteps WithNights(Func<StepKey, string?> nights) =>
        this with
        {
            Steps = [.. Steps.Select(step => step with { Nights = nights(step.Key) })],
        };

    /// <summary>Asks a build about its steps.</summary>
    /// <param name="build">The build.</param>
    /// <param name="keys">The steps.</param>
    /// <param name="buildUrl">The build's page, for steps that did not tell their job's.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public static async Task<FailedSteps> ReadAsync(
        ThrottledBuildReader build,
        ImmutableArray<StepKey> keys,
        string? buildUrl,
        CancellationToken cancellationToken
    )
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
        var (notRun, passed) = (0, 0);
        var others = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys.Distinct())
        {
            Outcome? outcome = answers.Outcomes.TryGetValue(key, out var known) ? known : null;
            var stated = answers.MetaData.GetValueOrDefault(key.Text);
            var result = StageResult.Of("", outcome, stated);
            if (outcome is null or Outcome.Neutral && stated is null) notRun++;
            else if (result.Status == Status.Passing) passed++;
            else if (result.Status != Status.Failing) others[result.Status.Name] = others.GetValueOrDefault(result.Status.Name) + 1;
            if (result.Status != Status.Failing) continue;
            var note = answers.MetaData.TryGetValue(StepFailure.Key(key), out var text) ? StepFailure.Parse(text) : null;
            failed.Add(Failed(key, outcome, result.Note, note, buildUrl));
        }

        return new FailedSteps(failed.ToImmutable(), keys.Distinct().Count(), notRun)
        {
            Passed = passed,
            Others = others.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    private static FailedStep Failed(StepKey key, Outcome? outcome, string? resultNote, StepFailure? note, string? buildUrl)
    {
        // A job that was lost tells nothing of itself: a test failure that is there is an earlier try's.
        if (
            ResultMapping.VerdictOf(outcome) == StageVerdict.Infrastructure
            && note is not { Verdict: StageVerdict.Infrastructure or StageVerdict.TimedOut }
        )
            return new FailedStep(key, StageVerdict.Infrastructure, "the job was lost, cancelled or timed out", buildUrl);
        return note is null
            ? new FailedStep(key, StageVerdict.Failed, resultNote ?? "it did not report why; its log shows it", buildUrl)
            : new FailedStep(key, note.Verdict, note.Reason, note.JobUrl ?? buildUrl);
    }
}
