using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>An annotation's body, put together from parts. Texts are shown as they are, whatever they hold; only the parts are
/// markup.</summary>
/// <remarks>Immutable: each method gives a new body. Too long a body is cut when it is posted, and kept whole as an artifact.</remarks>
public sealed record BuildkiteAnnotationBody
{
    /// <summary>Buildkite colours so many blocks of terminal output an annotation.</summary>
    private const int TerminalBlocks = 10;

    /// <summary>A body without parts.</summary>
    public static BuildkiteAnnotationBody Empty { get; } = new();

    private ImmutableArray<AnnotationBlock> Blocks { get; init; } = [];

    private int Terminals { get; init; }

    /// <summary>All of it as Markdown.</summary>
    public string Markdown => AnnotationBlock.Join(Blocks, int.MaxValue).Text;

    /// <summary>A heading.</summary>
    /// <param name="text">On one line.</param>
    /// <param name="level">1 (largest) to 6.</param>
    public BuildkiteAnnotationBody Heading(BuildkiteMarkdown text, int level = 3) =>
        With($"{new string('#', Math.Clamp(level, 1, 6))} {text.Source}\n");

    /// <summary>A paragraph of one line.</summary>
    public BuildkiteAnnotationBody Paragraph(BuildkiteMarkdown text) => With(text.AtLineStart() + "\n");

    /// <summary>A list with a dot before each item.</summary>
    public BuildkiteAnnotationBody List(IEnumerable<BuildkiteMarkdown> items) =>
        Add(new AnnotationBlock.Table("", [.. items.Select(item => $"- {item.AtLineStart()}\n")]));

    /// <summary>A table.</summary>
    /// <param name="columns">The header, one for each column.</param>
    /// <param name="rows">Cells, as many as there are columns; missing ones stay empty.</param>
    public BuildkiteAnnotationBody Table(IReadOnlyList<BuildkiteMarkdown> columns, IEnumerable<IReadOnlyList<BuildkiteMarkdown>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var head = Row(columns) + string.Concat(columns.Select(_ => "| --- ")) + "|\n";
        return Add(
            new AnnotationBlock.Table(head, [.. rows.Select(row => Row([.. columns.Select((_, i) => i < row.Count ? row[i] : default)]))])
        );
    }

    /// <summary>Text in a fixed width, with its own line breaks.</summary>
    public BuildkiteAnnotationBody Code(string text) => Fenced(text, "");

    /// <summary>Terminal output with its colours; the eleventh such part of a body and further ones are shown without.</summary>
    public BuildkiteAnnotationBody Terminal(string output) =>
        Terminals < TerminalBlocks ? Fenced(output, "term") with { Terminals = Terminals + 1 } : Code(output);

    /// <summary>Parts that a click opens.</summary>
    /// <param name="summary">What is clicked on.</param>
    /// <param name="parts">Adds the parts to an empty body.</param>
    /// <param name="open">Whether they are shown from the start.</param>
    public BuildkiteAnnotationBody Details(
        BuildkiteMarkdown summary,
        Func<BuildkiteAnnotationBody, BuildkiteAnnotationBody> parts,
        bool open = false
    )
    {
        ArgumentNullException.ThrowIfNull(parts);
        var inside = parts(Empty with { Terminals = Terminals });
        return Add(new AnnotationBlock.Details(summary.Source, open, inside.Blocks)) with { Terminals = inside.Terminals };
    }

    /// <summary>The Markdown within a limit.</summary>
    /// <param name="bytes">Of UTF-8.</param>
    /// <param name="notice">Said at the end where something was left out.</param>
    internal (string Markdown, bool IsWhole) Within(int bytes, BuildkiteMarkdown notice)
    {
        var all = AnnotationBlock.Join(Blocks, bytes);
        if (all.IsWhole)
            return all;

        var last = Empty.Paragraph(notice).Markdown;
        var cut = AnnotationBlock.Join(Blocks, bytes - System.Text.Encoding.UTF8.GetByteCount(last) - 1).Text;
        return (cut.Length == 0 ? last : $"{cut}\n{last}", false);
    }

    private BuildkiteAnnotationBody Fenced(string text, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n');
        // The fence must be longer than any within, or the text could close it.
        var longest = lines.Split('\n').Select(line => line.TrimStart().TakeWhile(c => c == '`').Count()).Max();
        return Add(new AnnotationBlock.Code(new('`', Math.Max(3, longest + 1)), language, lines));
    }

    private static string Row(IReadOnlyList<BuildkiteMarkdown> cells) => string.Concat(cells.Select(cell => $"| {cell.Source} ")) + "|\n";

    private BuildkiteAnnotationBody With(string paragraph) => Add(new AnnotationBlock.Paragraph(paragraph));

    private BuildkiteAnnotationBody Add(AnnotationBlock block) => this with { Blocks = Blocks.Add(block) };
}
