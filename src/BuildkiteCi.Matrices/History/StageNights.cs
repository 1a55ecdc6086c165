using System.Collections.Immutable;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.History;

/// <summary>How one stage did night by night: tells a test that is flaky from one that is broken.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Letters">A <see cref="StatusLetter"/> for each night, the oldest first.</param>
public sealed record StageNights(string Stage, string Letters)
{
    /// <summary>What readers call the stage.</summary>
    public string Title { get; init; } = Stage;

    /// <summary>Nights on which it passed, failed or was too large.</summary>
    public int Results { get; private init; }

    /// <summary>Nights on which it failed.</summary>
    public int Failed { get; private init; }

    /// <summary>Nights on which it failed between two passes: the nights with a result before and after it both passed.</summary>
    public int Flaky { get; private init; }

    /// <summary>Failed nights whose next result was a pass of the same tested commits.</summary>
    public int PassedOnSameCommit { get; private init; }

    /// <summary><see cref="Flaky"/> as a share of <see cref="Results"/>; 0 where there are none.</summary>
    public double FlakyShare => Results == 0 ? 0 : (double)Flaky / Results;

    /// <summary>The first failure after the last pass; null unless it fails now.</summary>
    public Edition? FailingSince { get; private init; }

    /// <summary>Nights that it has failed without a pass in between, up to now; 0 unless it fails now.</summary>
    public int FailingNights { get; private init; }

    /// <summary>The first of the nights that it has passed without a failure in between, up to now; null unless it passes now.</summary>
    public Edition? PassingSince { get; private init; }

    /// <summary>Nights that it has passed, up to now; 0 unless it passes now.</summary>
    public int PassingNights { get; private init; }

    /// <summary>The last night that it passed; null: never.</summary>
    public Edition? LastPass { get; private init; }

    /// <summary>Whether it fails now and never passed.</summary>
    public bool NeverPassed => FailingSince is not null && LastPass is null;

    /// <summary>Judges a stage's nights.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="nights">The nights, the oldest first.</param>
    /// <param name="letters">What each showed.</param>
    /// <param name="implementation">The implementation whose publications name the tested commits.</param>
    public static StageNights Of(string stage, ImmutableArray<Edition> nights, string letters, string implementation)
    {
        int[] decided = [.. Enumerable.Range(0, letters.Length).Where(night => letters[night] is StatusLetter.Pass or StatusLetter.Fail)];
        bool Failed(int at) => letters[decided[at]] == StatusLetter.Fail;
        var row =
            decided.Length == 0
                ? 0
                : Enumerable.Range(0, decided.Length).Reverse().TakeWhile(at => Failed(at) == Failed(decided.Length - 1)).Count();
        var fails = decided.Length > 0 && Failed(decided.Length - 1);
        var first = row == 0 ? null : nights[decided[^row]];
        return new StageNights(stage, letters)
        {
            Results = decided.Length + letters.Count(letter => letter == StatusLetter.TooLarge),
            Failed = decided.Count(night => letters[night] == StatusLetter.Fail),
            Flaky = Enumerable.Range(1, Math.Max(0, decided.Length - 2)).Count(at => Failed(at) && !Failed(at - 1) && !Failed(at + 1)),
            PassedOnSameCommit = Enumerable
                .Range(0, Math.Max(0, decided.Length - 1))
                .Count(at => Failed(at) && !Failed(at + 1) && SameCommits(nights[decided[at]], nights[decided[at + 1]])),
            FailingSince = fails ? first : null,
            FailingNights = fails ? row : 0,
            PassingSince = fails ? null : first,
            PassingNights = fails ? 0 : row,
            LastPass =
                Array.FindLast(decided, night => letters[night] == StatusLetter.Pass) is var last
                && decided.Any(night => letters[night] == StatusLetter.Pass)
                    ? nights[last]
                    : null,
        };

        bool SameCommits(Edition one, Edition other) =>
            one.Publications.GetValueOrDefault(implementation)?.Commits is { Count: > 0 } commits
            && other.Publications.GetValueOrDefault(implementation)?.Commits is { } others
            && commits.Count == others.Count && commits.All(commit => others.GetValueOrDefault(commit.Key) == commit.Value);
    }

    /// <summary>The last nights of it alone, with or without a result.</summary>
    /// <param name="nights">The nights, the oldest first.</param>
    /// <param name="implementation">The implementation.</param>
    /// <param name="most">How many at most.</param>
    public StageNights Recent(ImmutableArray<Edition> nights, string implementation, int most) =>
        nights.Length <= most ? this : Of(Stage, nights[^most..], Letters[^most..], implementation);

    /// <summary>The last nights of it with a result alone: <c>failed 3 of the last 14 nights</c> counts these.</summary>
    /// <param name="nights">The nights, the oldest first.</param>
    /// <param name="implementation">The implementation.</param>
    /// <param name="most">How many at most.</param>
    public StageNights Last(ImmutableArray<Edition> nights, string implementation, int most)
    {
        int[] wanted =
        [
            .. Enumerable
                .Range(0, Letters.Length)
                .Where(night => Letters[night] is StatusLetter.Pass or StatusLetter.Fail or StatusLetter.TooLarge)
                .TakeLast(most),
        ];
        return Of(Stage, [.. wanted.Select(night => nights[night])], string.Concat(wanted.Select(night => Letters[night])), implementation);
    }

    /// <summary>In words, for people on call: <c>failed 3 of the last 14 nights; passed again on the same commit twice</c>; null without a
    /// night.</summary>
    public string? Words()
    {
        if (Results == 0) return null;
        var nights = Results == 1 ? "the last night" : $"the last {Results} nights";
        var text = Failed == 0 ? $"passed {nights}" : Results == Failed ? $"failed {nights}" : $"failed {Failed} of {nights}";
        if (PassedOnSameCommit > 0)
            text +=
                "; passed again on the same commit "
                    + $"{(PassedOnSameCommit switch { 1 => "once", 2 => "twice", var times => $"{times} times" })}";
        else if (Flaky > 0)
            text += $"; failed between passes {(Flaky switch { 1 => "once", 2 => "twice", var times => $"{times} times" })}";
        return FailingSince is { } since && Results > Failed ? $"{text}; failing since {since.Day}" : text;
    }
}
