using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>
/// Makes one verdict of a subject's stages on a generation. Never greener than the tests: no failure is hidden by another status, a test
/// that did not run is no pass, a target of 0 is none. There is no verdict across generations.
/// </summary>
public static class VerdictRules
{
    // Of two groups of stages the worse one decides; what nobody tested does not decide at all.
    private static readonly ImmutableArray<VerdictKind> WorstFirst =
    [
        VerdictKind.Fails,
        VerdictKind.Declared,
        VerdictKind.TooLarge,
        VerdictKind.Limited,
        VerdictKind.Works,
    ];

    // What a stage shows, as far as a verdict asks.
    private enum Shown
    {
        Nothing,
        Pass,
        PassWithoutTarget,
        Failure,
        TooLarge,
    }

    /// <summary>The verdict on a subject on a generation.</summary>
    /// <param name="definition">Its matrix.</param>
    /// <param name="subject">Its results; null: nothing was published of it there.</param>
    public static SubjectVerdict Of(MatrixDefinition definition, SubjectResults? subject) =>
        subject is null ? SubjectVerdict.Untested : Of(definition, subject.Stage);

    /// <summary>The verdict on a subject on a generation.</summary>
    /// <param name="definition">Its matrix.</param>
    /// <param name="result">The result of a stage.</param>
    public static SubjectVerdict Of(MatrixDefinition definition, Func<string, StageResult> result)
    {
        var test = definition.Kind == SubjectKind.Model ? "accuracy test" : "correctness test";
        var groups = definition.RolledUp.Select(group => (group.Name, Verdict: Of([.. group.Stages.Select(result)], test))).ToArray();
        // What is declared of some stages hides no failure of others.
        var fails = definition.RolledUp.SelectMany(group => group.Stages).Any(stage => result(stage).Status == Status.Failing);
        return groups.Length == 1 ? groups[0].Verdict : Together(groups, fails);
    }

    /// <summary>
    /// The verdict on one group of stages in their order: the last tells of speed, the one before it of answers, any in front are unit
    /// tests; a lone one tells of answers.
    /// </summary>
    /// <param name="results">The stages' results.</param>
    /// <param name="answersTest">What the test of answers is called: <c>accuracy test</c>.</param>
    public static SubjectVerdict Of(ImmutableArray<StageResult> results, string answersTest)
    {
        var fails = results.Any(result => result.Status == Status.Failing);
        if (!fails && results.FirstOrDefault(result => IsDeclared(result.Status)) is { } declared)
            return new SubjectVerdict(VerdictKind.Declared, declared.Status.Name);
        if (results.All(result => result.Status == Status.NotApplicable)) return new SubjectVerdict(VerdictKind.NotApplicable);
        var answers = Math.Max(0, results.Length - 2);
        return Of(
            Units(results[..answers]),
            results.Length == 0 ? Shown.Nothing : Of(results[answers]),
            results.Length < 2 ? Shown.Nothing : Of(results[^1]),
            answersTest);
    }

    // The first that matches; U: unit tests, A: answers, B: speed.
    private static SubjectVerdict Of(Shown unit, Shown answers, Shown speed, string test) =>
        (answers, speed, unit) switch
        {
            (Shown.Failure, _, _) => new(VerdictKind.Fails, test),
            (Shown.Pass or Shown.PassWithoutTarget, Shown.Failure, _) => new(VerdictKind.Limited, "speed test fails"),
            (Shown.Pass or Shown.PassWithoutTarget, Shown.TooLarge, _) => new(VerdictKind.Limited, "benchmark too large"),
            (Shown.Pass or Shown.PassWithoutTarget, _, Shown.Failure) => new(VerdictKind.Limited, "unit tests fail"),
            (Shown.PassWithoutTarget, _, _) => new(VerdictKind.Limited, "no accuracy target"),
            (Shown.Pass, Shown.Pass, _) => new(VerdictKind.Works),
            (Shown.Pass, Shown.PassWithoutTarget, _) => new(VerdictKind.Works, "no speed target") { IsRing = true },
            (Shown.Pass, _, _) => new(VerdictKind.Works, "no speed test") { IsRing = true },
            (_, _, Shown.Failure) => new(VerdictKind.Fails, "unit tests"),
            (_, Shown.Failure, _) => new(VerdictKind.Fails, "speed test"),
            (Shown.TooLarge, Shown.Pass or Shown.PassWithoutTarget, _) => new(VerdictKind.Limited, $"{test} too large")
            {
                IsUnchecked = true,
            },
            (_, Shown.Pass or Shown.PassWithoutTarget, _) => new(VerdictKind.Limited, "answers unchecked") { IsUnchecked = true },
            (Shown.TooLarge, _, _) => new(VerdictKind.TooLarge),
            (_, Shown.TooLarge, Shown.Pass or Shown.PassWithoutTarget) => new(VerdictKind.Limited, "benchmark too large")
            {
                IsUnchecked = true,
            },
            (_, Shown.TooLarge, _) or (_, _, Shown.TooLarge) => new(VerdictKind.TooLarge),
            (_, _, Shown.Pass or Shown.PassWithoutTarget) => new(VerdictKind.Limited, "only unit tests ran") { IsUnchecked = true },
            _ => SubjectVerdict.Untested,
        };

    private static SubjectVerdict Together((string Name, SubjectVerdict Verdict)[] groups, bool fails)
    {
        var tested = groups
            .Where(group =>
                group.Verdict.Kind is not (VerdictKind.Untested or VerdictKind.NotApplicable)
                && !(fails && group.Verdict.Kind == VerdictKind.Declared)
            )
            .ToArray();
        if (tested.Length == 0)
            return groups.FirstOrDefault(group => group.Verdict.Kind == VerdictKind.Untested).Verdict ?? groups[0].Verdict;
        var worst = tested.MinBy(group => WorstFirst.IndexOf(group.Verdict.Kind));
        if (tested.Length == groups.Length && tested.All(group => group.Verdict.Kind == worst.Verdict.Kind))
            return tested.Select(group => group.Verdict).MaxBy(verdict => verdict.Reason.Length)!;

        var where = Hosts(worst.Name);
        var runs = tested.Any(group => group.Verdict.Kind is VerdictKind.Works or VerdictKind.Limited);
        return worst.Verdict.Kind switch
        {
            VerdictKind.Fails when runs => new SubjectVerdict(VerdictKind.Limited, $"fails {where}"),
            VerdictKind.TooLarge when runs => new SubjectVerdict(VerdictKind.Limited, $"too large {where}"),
            VerdictKind.Declared => worst.Verdict,
            _ => worst.Verdict with { Reason = worst.Verdict.Reason.Length == 0 ? where : $"{worst.Verdict.Reason} {where}" },
        };
    }

    private static string Hosts(string group) =>
        group switch
        {
            "Single-Host" => "on one host",
            "Multi-Host" => "on several hosts",
            var name => $"with {name}",
        };

    private static bool IsDeclared(Status status) =>
        status == Status.Beta
        || status == Status.Experimental
        || status == Status.Planned
        || status == Status.Unplanned
        || status == Status.Declared;

    private static Shown Units(ImmutableArray<StageResult> results)
    {
        var shown = results.Select(Of).ToArray();
        return shown.Contains(Shown.Failure) ? Shown.Failure
            : shown.Contains(Shown.TooLarge) ? Shown.TooLarge
            : shown.FirstOrDefault(one => one != Shown.Nothing);
    }

    // A text that is no status proves nothing. A measured score without a target passes for anything, and so does a test whose target is 0.
    private static Shown Of(StageResult result) =>
        result.Status == Status.Passing ? (HasNoTarget(result) ? Shown.PassWithoutTarget : Shown.Pass)
        : result.Status == Status.Failing ? Shown.Failure
        : result.Status == Status.NotEnoughHbm ? Shown.TooLarge
        : Shown.Nothing;

    /// <summary>Whether a stage passes without a target, for which it proves less.</summary>
    internal static bool PassesWithoutTarget(StageResult result) => Of(result) == Shown.PassWithoutTarget;

    private static bool HasNoTarget(StageResult result) =>
        result.Measurements.IsEmpty
            ? result.Setup?.Target is 0
            : !result.Measurements.Any(one => one.Target is > 0) && result.Setup?.Target is not > 0;
}
