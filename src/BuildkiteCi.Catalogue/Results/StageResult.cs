using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>What is known of one stage of one subject on one generation.</summary>
/// <param name="Stage">The stage's name: <c>Accuracy/Correctness</c>. It is the name alone, not a <see cref="Catalogue.Stage"/>: published
/// files hold stages of folders that are gone, and two folders may give one column other labels and keys.</param>
/// <param name="Status">What the matrix shows.</param>
public sealed record StageResult(string Stage, Status Status)
{
    /// <summary>Why the status is what it is, in the words of its source; null where nobody said.</summary>
    public string? Note { get; init; }

    /// <summary>Address of the job that gave the result; null where it is not known.</summary>
    public WebAddress? JobUrl { get; init; }

    /// <summary>Address of the issue that a failure is followed in; null where there is none.</summary>
    public WebAddress? IssueUrl { get; init; }

    /// <summary>What was measured, in the order in which readers want to see it.</summary>
    public ImmutableArray<Measurement> Measurements { get; init; } = [];

    /// <summary>How long the job took; null where that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How often the job was retried; null where that is not known.</summary>
    public int? Retries { get; init; }

    /// <summary>How it is tested; null where the results do not tell.</summary>
    public TestSetup? Setup { get; init; }

    /// <summary>The result of a step from how it ended and from what it stated itself.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="outcome">How the newest try ended; null where the step has not run.</param>
    /// <param name="stated">Meta-data under the step's own key; null or blank where it stated nothing. It wins over the outcome.</param>
    public static StageResult Of(string stage, Outcome? outcome, string? stated)
    {
        if (string.IsNullOrWhiteSpace(stated)) return Of(stage, outcome);
        var (text, note) = StatusSpellings.SplitNote(stated);
        if (StatusSpellings.Parse(text) is { } status)
            return new StageResult(stage, status) { Note = note, IssueUrl = WebAddress.Find(note) };

        // "Any other outcome" is a failure (domain rules, "Results"); the note keeps what the step said.
        return new StageResult(stage, Status.Failing) { Note = $"the step stated '{stated.Trim()}'", IssueUrl = WebAddress.Find(stated) };
    }

    /// <summary>The result that a matrix's text speaks of: recorded earlier under <see cref="ResultKeys.Result"/>, or read from a
    /// matrix.</summary>
    public static StageResult Read(string stage, string text)
    {
        if (StatusSpellings.Parse(text) is { } whole) return new StageResult(stage, whole);
        var (plain, note) = StatusSpellings.SplitNote(text);
        return StatusSpellings.Parse(plain) is { } status
            ? new StageResult(stage, status) { Note = note }
            : new StageResult(stage, string.IsNullOrWhiteSpace(text) ? Status.Untested : Status.Other(NoFormula(text)));
    }

    // A spreadsheet that opens the matrix shows what follows an apostrophe, and does not run it.
    private static string NoFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' ? $"'{text}" : text;

    private static StageResult Of(string stage, Outcome? outcome) => new(stage, ResultMapping.StatusOf(outcome))
    {
        Note = outcome == Outcome.Errored ? "the machine failed, not the test: time-out, cancel or lost agent" : null,
    };
}
