using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>How one matrix is made: which subjects are its rows, what its columns are, how its rows are ordered.</summary>
/// <param name="File">Name of its CSV file: <c>model_support_matrix.csv</c>.</param>
/// <param name="Title">What pages call it: <c>Models</c>.</param>
/// <param name="Kind">Whether its rows are models or features.</param>
/// <param name="Categories">The categories whose subjects are its rows; the first takes subjects that name no known category.</param>
/// <param name="Stages">Its stage columns, in order.</param>
public sealed record MatrixDefinition(
    string File, string Title, SubjectKind Kind, ImmutableArray<MatrixCategory> Categories, ImmutableArray<string> Stages)
{
    /// <summary>Header of the first column.</summary>
    public string NameHeader { get; init; } = "Feature";

    /// <summary>Header of the column that shows a row's <see cref="MatrixCategory.Type"/>; null: there is none.</summary>
    public string? TypeHeader { get; init; }

    /// <summary>Columns whose texts depend on the subject's name alone; they stand before the stages.</summary>
    public ImmutableArray<StaticColumn> Facts { get; init; } = [];

    /// <summary>How the CSV's rows are ordered.</summary>
    public RowOrder Order { get; init; } = RowOrder.ByVersion;

    /// <summary>How subjects of one stem share a row; null: each subject has its own.</summary>
    public Pivot? Pivot { get; init; }

    /// <summary>Stages that readers see as one: correctness and performance. Empty: all stages are one group.</summary>
    public ImmutableArray<StageGroup> Groups { get; init; } = [];

    /// <summary>Texts shown in place of a name, by name.</summary>
    public ImmutableDictionary<string, string> ShownNames { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What readers call stages, by their names: <c>Speed</c>; any other is called by its name.</summary>
    public ImmutableDictionary<string, string> StageTitles { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What readers call a stage.</summary>
    public string StageTitle(string stage) => StageTitles.GetValueOrDefault(stage, stage);

    /// <summary>How it shows a category, or null where that is none of its own.</summary>
    public MatrixCategory? Category(Category category) => Categories.FirstOrDefault(shown => shown.Category == category);

    /// <summary>The groups of stages that are rolled up, at least one.</summary>
    public ImmutableArray<StageGroup> RolledUp => Groups.IsEmpty ? [new StageGroup("", Stages)] : Groups;

    /// <summary>
    /// One word for markers, addresses and files: the file's name without its end, with <c>_</c> between words
    /// (<c>model_support_matrix</c>).
    /// </summary>
    public string Key => Path.GetFileNameWithoutExtension(File).Replace('-', '_');

    /// <summary>The title as one word, in lower case: <c>models</c>, <c>kernel_microbenchmarks</c>.</summary>
    public string ShortKey => Title.ToLowerInvariant().Replace(' ', '_');

    /// <summary>The headers of its result columns.</summary>
    public ImmutableArray<string> ResultHeaders =>
        Pivot is { } pivot
            ?
            [
                .. from variant in pivot.Variants
                from stage in Stages
                select $"{variant.Header} ({pivot.StageHeaders.GetValueOrDefault(stage, stage)})",
            ]
            : Stages;

    /// <summary>
    /// The matrix in a catalogue of other folders than the built-in one: without the categories and stages that it does not have. A stage
    /// that no group names is a group of its own. Null where no category is left.
    /// </summary>
    public MatrixDefinition? OfCatalogue(ImmutableArray<CatalogueFolder> folders)
    {
        var known = folders.Where(folder => folder.Kind == Kind).SelectMany(folder => folder.Categories).ToHashSet();
        var categories = Categories.RemoveAll(category => !known.Contains(category.Category));
        if (categories.IsEmpty) return null;
        var stages = MissingMatrices.StagesOf(categories.Select(category => category.Category), folders);
        var groups = Groups
            .Select(group => group with { Stages = group.Stages.RemoveAll(stage => !stages.Contains(stage)) })
            .Where(group => !group.Stages.IsEmpty)
            .ToImmutableArray();
        if (!groups.IsEmpty)
            groups =
            [
                .. groups,
                .. stages.Except(groups.SelectMany(group => group.Stages)).Select(stage => new StageGroup(stage, [stage])),
            ];
        return this with { Categories = categories, Stages = stages, Groups = groups };
    }

    /// <summary>The text shown for a row of this name.</summary>
    public string Shown(string row) => ShownNames.GetValueOrDefault(row, row);

    /// <summary>
    /// The text shown for a subject that is in a list with others: its row's text, but where several subjects share a row its own name,
    /// which tells them apart.
    /// </summary>
    public string ShownSubject(SubjectName subject) => Pivot is null ? Shown(subject.Text) : subject.Text;

    /// <inheritdoc/>
    public override string ToString() => File;
}

/// <summary>A category as a matrix shows it.</summary>
/// <param name="Category">The category.</param>
/// <param name="Type">The text of the type column: <c>Text</c>.</param>
public sealed record MatrixCategory(Category Category, string Type);

/// <summary>Stages that are rolled up into one status for readers.</summary>
/// <param name="Name">What columns call them: <c>Single-Host</c>; empty where they are all stages of the matrix.</param>
/// <param name="Stages">The stages.</param>
public sealed record StageGroup(string Name, ImmutableArray<string> Stages);

/// <summary>A column that is not measured: a table of what is known of each subject by its name.</summary>
/// <param name="Header">The column's header.</param>
/// <param name="Texts">The text by subject.</param>
/// <param name="Otherwise">The text of a subject that is not among them.</param>
public sealed record StaticColumn(string Header, ImmutableDictionary<string, string> Texts, string Otherwise)
{
    /// <summary>A subject's text in the column.</summary>
    public string Of(SubjectName subject) => Texts.GetValueOrDefault(subject.Text, Otherwise);
}

/// <summary>How a CSV matrix orders its lines. Pages that read the files rely on it.</summary>
public enum RowOrder
{
    /// <summary>As GNU <c>sort -V</c> does in the C locale, over the whole line.</summary>
    ByVersion,

    /// <summary>By the type column, then by the whole line, byte by byte.</summary>
    ByType,
}
