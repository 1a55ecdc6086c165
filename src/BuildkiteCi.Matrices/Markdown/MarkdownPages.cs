using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>
/// The pages that readers of vLLM's documentation look at: which models and which features work on which TPU. Plain Markdown that GitHub
/// shows, and MkDocs with <c>tables</c> and <c>footnotes</c>.
/// </summary>
public static class MarkdownPages
{
    /// <summary>What is where a matrix has no row.</summary>
    internal const string NoResults = "_No results._\n";

    // What is above tables in which no test has a result.
    private const string NoTestResults = "_No test has a result._\n\n";

    /// <summary>The page of models, by modality; those without any test at the end, by name.</summary>
    /// <param name="history">All that was published.</param>
    /// <param name="edition">The release or night that the page is of.</param>
    /// <param name="implementation">The implementation whose verdicts it shows; of <c>auto</c> a note tells where another one
    /// differs.</param>
    public static string Models(SupportHistory history, Edition edition, string implementation)
    {
        var text = Heading(history, edition, implementation, "Supported models on TPU", SubjectKind.Model);
        var subjects = Listed(history, edition, implementation, SubjectKind.Model);
        if (subjects.IsEmpty) return text.Append(NoResults).ToString();
        var notes = new Footnotes();
        var tested = subjects.Where(subject => IsTested(history, subject, edition, implementation)).ToArray();
        if (!HasResults(history, subjects, edition, implementation)) text.Append(NoTestResults);
        // Publications of older forms do not tell on how many chips they tested.
        var chips = tested.Any(subject => Chips(history, subject, edition, implementation) is not null) ? new[] { "Chips" } : [];
        foreach (var ofType in tested.GroupBy(subject => subject.Type))
        {
            text.Append($"## {Plain(ofType.Key)}\n\n");
            text.Append(
                Table(
                    ["Model", .. history.Generations, .. chips],
                    ofType.Select(subject =>
                        Cells(history, subject, edition, implementation, notes)
                            .Prepend(Name(subject))
                            .Concat(chips.Select(_ => Chips(history, subject, edition, implementation) ?? "–"))
                    )
                )
            );
            text.Append('\n');
        }

        Untested(text, [.. subjects.Except(tested)], Name);
        return text.Append(notes).ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The page of features × hardware, a table for each matrix.</summary>
    /// <inheritdoc cref="Models"/>
    public static string Features(SupportHistory history, Edition edition, string implementation)
    {
        var text = Heading(history, edition, implementation, "Supported features on TPU", SubjectKind.Feature);
        var subjects = Listed(history, edition, implementation, SubjectKind.Feature);
        if (subjects.IsEmpty) return text.Append(NoResults).ToString();
        if (!HasResults(history, subjects, edition, implementation)) text.Append(NoTestResults);
        var notes = new Footnotes();
        foreach (var ofMatrix in subjects.GroupBy(subject => subject.Definition))
        {
            text.Append($"## {Plain(ofMatrix.Key.Title)}\n\n");
            text.Append(Table(
                [ofMatrix.Key.NameHeader, .. ofMatrix.Key.Facts.Select(fact => fact.Header), .. history.Generations],
                ofMatrix.Select(subject => ofMatrix.Key.Facts.Select(fact => Plain(fact.Of(subject.Name)))
                    .Prepend(Name(subject))
                    .Concat(Cells(history, subject, edition, implementation, notes)))));
            text.Append('\n');
        }

        return text.Append(notes).ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>A subject's name, of a model linked to its page on the hub.</summary>
    internal static string Name(SubjectHistory subject) =>
        subject.Kind == SubjectKind.Model ? MarkdownCells.Model(subject.Name) : Plain(subject.Definition.ShownSubject(subject.Name));

    private static StringBuilder Heading(SupportHistory history, Edition edition, string implementation, string title, SubjectKind kind)
    {
        var text = new StringBuilder();
        text.Append($"# {title}\n\n{VerdictMarkdown.Date(edition)}");
        var sources = VerdictMarkdown.Sources(edition, implementation);
        if (sources.Length > 0) text.Append('\n').Append(sources);
        text.Append('\n').Append(VerdictMarkdown.Legend()).Append('\n');
        text.Append(implementation == Publication.Automatic
            ? "A verdict is that of the default implementation (`MODEL_IMPL_TYPE=auto`). Notes tell where another one differs."
            : $"A verdict is that of `MODEL_IMPL_TYPE={implementation}`.");
        if (kind == SubjectKind.Model)
            text.Append($" *Chips* is how many chips of {string.Join(" / ", history.Generations.Select(Plain))} the test uses.");
        return text.Append("\n\n");
    }

    private static ImmutableArray<SubjectHistory> Listed(
        SupportHistory history,
        Edition edition,
        string implementation,
        SubjectKind kind
    ) =>
        [
            .. from subject in history.InOrder(edition)
            where subject.Kind == kind && history.Generations.Any(generation => subject.At(edition, implementation, generation) is not null)
            select subject,
        ];

    // What is declared is no result.
    private static bool HasResults(
        SupportHistory history,
        ImmutableArray<SubjectHistory> subjects,
        Edition edition,
        string implementation
    ) =>
        subjects.Any(subject =>
            history.Generations.Any(generation => subject.At(edition, implementation, generation)?.Verdict.IsTested == true)
        );

    private static bool IsTested(SupportHistory history, SubjectHistory subject, Edition edition, string implementation) =>
        history.Generations.Any(generation =>
            subject.At(edition, implementation, generation)?.Verdict is { Kind: not VerdictKind.Untested }
        );

    private static IEnumerable<string> Cells(
        SupportHistory history,
        SubjectHistory subject,
        Edition edition,
        string implementation,
        Footnotes notes
    ) =>
        history.Generations.Select(generation =>
            VerdictMarkdown.Cell(subject, edition, implementation, generation)
            + Note(history, subject, edition, implementation, generation, notes)
        );

    private static string Note(
        SupportHistory history,
        SubjectHistory subject,
        Edition edition,
        string implementation,
        string generation,
        Footnotes notes
    )
    {
        if (implementation != Publication.Automatic || subject.At(edition, implementation, generation)?.Verdict is not { } verdict)
            return "";
        var others = (from other in history.Implementations
                      where other != implementation
                      let differs = subject.At(edition, other, generation)?.Verdict
                      where differs is { IsTested: true } && differs.Kind != verdict.Kind
                      select $"{Lowered(differs)} with {other}").ToArray();
        return others.Length == 0 ? "" : notes.Mark($"{string.Join("; ", others)}.");
    }

    private static string Lowered(SubjectVerdict verdict) => verdict.ToString();

    private static string? Chips(SupportHistory history, SubjectHistory subject, Edition edition, string implementation)
    {
        var chips = history
            .Generations.Select(generation =>
                subject
                    .Details(edition, implementation, generation)
                    ?.Stages.Select(stage => stage.Setup?.Chips)
                    .LastOrDefault(count => count is not null)
            )
            .ToArray();
        return chips.All(count => count is null) ? null : string.Join(" / ", chips.Select(count => count?.ToString() ?? "–"));
    }

    private static void Untested(StringBuilder text, ImmutableArray<SubjectHistory> subjects, Func<SubjectHistory, string> name)
    {
        if (subjects.IsEmpty) return;
        text.Append("## Not tested yet\n\nListed in CI without a result on any generation: ")
            .Append(string.Join(", ", subjects.Select(name)))
            .Append(".\n\n");
    }
}
