using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>
/// The block <c>matrices</c> of <c>ci.yml</c>: a matrix for each key, called like its file. One that is called like a built-in one replaces
/// it, any other comes after them; a new category needs nothing else here.
/// </summary>
public static class MatrixSettings
{
    /// <summary>A matrix of ci.yml does not fit together.</summary>
    internal static Rule WrongMatrix { get; } = new(
        "M020", Severity.Error, "A matrix of ci.yml does not fit together",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { serving: Serving } }\n",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { serving: Serving }, stages: [CorrectnessTest] }\n")
    {
        Why = "A matrix of ci.yml named a stage that its folder does not have, and its column was Untested for ever.",
    };

    /// <summary>Two matrices of ci.yml have one category.</summary>
    internal static Rule DoubledCategory { get; } = new(
        "M021", Severity.Error, "Two matrices of ci.yml have one category",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { rl support matrix: RL }, stages: [CorrectnessTest] }\n",
        WrongMatrix.Good)
    {
        Why = "A category was listed for two matrices. Its subjects were in the first alone, and the second was never published.",
    };

    private static readonly ImmutableArray<(string Word, SubjectKind Kind)> Kinds =
    [
        ("model", SubjectKind.Model),
        ("feature", SubjectKind.Feature),
    ];

    private static readonly ImmutableArray<(string Word, MarkerContent Content)> Contents =
    [
        ("verdicts", MarkerContent.Verdicts),
        ("roll_up", MarkerContent.RollUp),
        ("legend", MarkerContent.Legend),
        ("date", MarkerContent.Date),
    ];

    private static readonly ImmutableArray<(string Word, RowOrder Order)> Orders =
    [
        ("by_version", RowOrder.ByVersion),
        ("by_type", RowOrder.ByType),
    ];

    /// <summary>Reads the block on top of the built-in one.</summary>
    /// <param name="file">The settings.</param>
    /// <param name="folders">The catalogue's folders: their categories are the rows and their stages the columns of the matrices.</param>
    public static MatrixDefinitions Read(SettingsBlock file, ImmutableArray<CatalogueFolder> folders)
    {
        var builtIn = Matrices(BuiltInSettings.File, folders)
            .Select(read => read.Definition.OfCatalogue(folders))
            .OfType<MatrixDefinition>();
        var all = builtIn.ToList();
        var own = file.IsOwn("matrices") ? Matrices(file, folders) : [];
        foreach (var (definition, _) in own)
        {
            var at = all.FindIndex(one => one.File == definition.File);
            if (at < 0) all.Add(definition);
            else all[at] = definition;
        }

        foreach (var (definition, block) in own)
        {
            foreach (var category in definition.Categories)
            {
                if (
                    all.FirstOrDefault(one =>
                        one.File != definition.File && one.Kind == definition.Kind && one.Category(category.Category) is not null
                    ) is
                    { } other
                )
                    block.Note(
                        DoubledCategory,
                        "categories",
                        $"category '{category.Category}' has a matrix already: '{other.File}'",
                        "leave it out of one of the two"
                    );
            }
        }

        var definitions = MissingMatrices.AddTo([.. all], folders);
        var titles = StageTitles(folders);
        return definitions with
        {
            All = [.. definitions.All.Select(one => one with { StageTitles = titles })],
            Markers = Markers(file, definitions.All),
            Gate = Gate(file.KnownBlock("release_gate"), [.. definitions.All.SelectMany(one => new[] { one.Key, one.ShortKey })]),
            Site = Site(file.KnownBlock("site")),
        };
    }

    // A catalogue that lists a stage of the built-in one without a title means the same stage.
    private static ImmutableDictionary<string, string> StageTitles(ImmutableArray<CatalogueFolder> folders) =>
        CatalogueFolders.BuiltIn.Concat(folders)
            .SelectMany(folder => folder.Stages)
            .Where(stage => stage.Title != stage.Name)
            .GroupBy(stage => stage.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(same => same.Key, same => same.Last().Title, StringComparer.Ordinal);

    // Those of the repository beside the built-in ones; of these only what fits its matrices.
    private static ImmutableArray<ReadmeMarker> Markers(SettingsBlock file, ImmutableArray<MatrixDefinition> all)
    {
        string[] matrices = [.. all.SelectMany(one => new[] { one.Key, one.ShortKey })];
        var own =
            file.IsOwn("readme_markers") && file.Block("readme_markers") is { } block
                ? block.NamedBlocks().Select(named => Marker(named.Key, named.Block, matrices)).ToArray()
                : [];
        var builtIn = BuiltInSettings.File.KnownBlock("readme_markers").NamedBlocks()
            .Where(named => named.Block.Text("matrix") is not { } matrix || matrices.Contains(matrix))
            .Select(named => Marker(named.Key, named.Block, matrices));
        return [.. own, .. builtIn.ExceptBy(own.Select(marker => marker.Name), marker => marker.Name)];
    }

    private static ReadmeMarker Marker(string name, SettingsBlock block, string[] matrices)
    {
        var content = OneOf(block, "content", Contents, MarkerContent.Verdicts);
        if (content is MarkerContent.Verdicts or MarkerContent.RollUp && !block.Has("matrix")) block.NoteMissing("matrix");
        var marker = new ReadmeMarker(
            name,
            (block.Has("matrix") ? block.KnownTexts("matrix", matrices, "matrices") : null)?.FirstOrDefault() ?? ""
        )
        {
            IsRelease = block.Choice("publication", ("release", true), ("nightly", false)),
            Content = content,
        };
        block.NoteUnknown();
        return marker;
    }

    private static ReleaseGateSettings Gate(SettingsBlock block, string[] matrices)
    {
        var gate = new ReleaseGateSettings
        {
            Implementations = block.Texts("implementations") ?? [],
            Generations = block.Texts("generations") ?? [],
            Matrices = (block.Has("matrices") ? block.KnownTexts("matrices", matrices, "matrices") : null) ?? [],
            StillTested = block.Flag("still_tested") ?? true,
            SlowerBy = Share(block, "slower_by"),
        };
        block.NoteUnknown();
        return gate;
    }

    // '10 %' or '0.1'; 'any' is no limit.
    private static double? Share(SettingsBlock block, string key)
    {
        if (block.Text(key) is not { } text || text == "any") return null;
        var isPercent = text.EndsWith('%');
        if (
            double.TryParse(text.TrimEnd('%').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= 0
        )
            return isPercent ? number / 100 : number;
        block.NoteWrong(key, "a share like '10 %', or 'any'");
        return null;
    }

    private static SiteSettings Site(SettingsBlock block)
    {
        var address = block.Text("address");
        if (address is { Length: > 0 } && WebAddress.Parse(address) is null)
            block.NoteWrong("address", "an address that starts with https:// or http://");
        var site = new SiteSettings
        {
            Title = block.Text("title") ?? SiteSettings.UsualTitle,
            Address = WebAddress.Parse(address),
            Repository = WebAddress.Parse(block.Text("repository")),
            Branch = block.Text("branch") ?? "main",
            Install = WebAddress.Parse(block.Text("install")),
            GenerationTitles = Texts(block, "generations"),
        };
        block.NoteUnknown();
        return site;
    }

    private static ImmutableArray<(MatrixDefinition Definition, SettingsBlock Block)> Matrices(
        SettingsBlock file,
        ImmutableArray<CatalogueFolder> folders
    ) => [.. file.KnownBlock("matrices").NamedBlocks().Select(named => (Matrix(named.Key, named.Block, folders), named.Block))];

    private static MatrixDefinition Matrix(string file, SettingsBlock block, ImmutableArray<CatalogueFolder> folders)
    {
        if (!IsFileName(file))
            block.Note(
                WrongMatrix,
                "",
                $"'{file}' is no name of a CSV file",
                "write letters, digits, '_', '-' and '.', and '.csv' at the end"
            );
        ImmutableArray<MatrixCategory> categories = [.. Named(block, "categories").Select(pair => new MatrixCategory(new Category(pair.Key), pair.Text))];
        var definition = new MatrixDefinition(
            file,
            block.RequiredText("title"),
            OneOf(block, "kind", Kinds, SubjectKind.Feature),
            categories,
            block.Texts("stages") ?? MissingMatrices.StagesOf(categories.Select(category => category.Category), folders))
        {
            NameHeader = block.Text("name_header") ?? "Feature",
            TypeHeader = block.Text("type_header"),
            Facts = [.. (block.Blocks("facts") ?? []).Select(Fact)],
            Order = OneOf(block, "order", Orders, RowOrder.ByVersion),
            Groups = [.. block.Blocks("groups")?.Select(Group) ?? []],
            Pivot = block.Block("pivot") is { } pivot ? PivotOf(pivot) : null,
            ShownNames = Texts(block, "shown_names"),
        };
        Check(definition, block);
        block.NoteUnknown();
        return definition;
    }

    private static void Check(MatrixDefinition definition, SettingsBlock block)
    {
        if (definition.Categories.IsEmpty)
            block.Note(
                WrongMatrix,
                "categories",
                $"matrix '{definition.File}' has no category",
                "write 'categories: { text-only: Text }', the value of CI_CATEGORY and the text of the type column"
            );
        if (definition.Stages.IsEmpty)
            block.Note(
                WrongMatrix,
                "stages",
                $"matrix '{definition.File}' has no stage",
                "write 'stages: [CorrectnessTest, PerformanceTest]', the values of CI_STAGE in order"
            );
        foreach (
            var stage in definition
                .Groups.SelectMany(group => group.Stages)
                .Concat(definition.Pivot?.StageHeaders.Keys ?? [])
                .Except(definition.Stages)
                .Order(StringComparer.Ordinal)
        )
            block.Note(
                WrongMatrix,
                "stages",
                $"matrix '{definition.File}' has no stage '{stage}'",
                Spelling.Suggest(stage, definition.Stages, $"its stages are {string.Join(", ", definition.Stages)}")
            );
        if (definition.Pivot is { } pivot && !pivot.Variants.Any(variant => variant.Name == pivot.Default))
            block.Note(
                WrongMatrix,
                "pivot",
                $"the default variant '{pivot.Default}' has no column",
                Spelling.Suggest(pivot.Default, pivot.Variants.Select(variant => variant.Name), "name one of 'variants'")
            );
    }

    private static StaticColumn Fact(SettingsBlock block)
    {
        var fact = new StaticColumn(block.RequiredText("header"), Texts(block, "texts"), block.Text("otherwise") ?? "N/A");
        block.NoteUnknown();
        return fact;
    }

    private static StageGroup Group(SettingsBlock block)
    {
        var group = new StageGroup(block.RequiredText("name"), block.Texts("stages") ?? []);
        block.NoteUnknown();
        return group;
    }

    private static Pivot PivotOf(SettingsBlock block)
    {
        var pivot = new Pivot(
            [.. Named(block, "variants").Select(pair => new PivotVariant(pair.Key, pair.Text))],
            block.RequiredText("default"),
            Texts(block, "stage_headers")
        );
        block.NoteUnknown();
        return pivot;
    }

    private static T OneOf<T>(SettingsBlock block, string key, ImmutableArray<(string Word, T Value)> table, T otherwise)
    {
        if (block.Text(key) is not { } word) return otherwise;
        foreach (var row in table.Where(row => row.Word == word)) return row.Value;
        block.NoteWrong(key, string.Join(" or ", table.Select(row => $"'{row.Word}'")));
        return otherwise;
    }

    private static ImmutableDictionary<string, string> Texts(SettingsBlock block, string key) =>
        ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            Named(block, key).DistinctBy(pair => pair.Key).Select(pair => KeyValuePair.Create(pair.Key, pair.Text))
        );

    private static IEnumerable<(string Key, string Text)> Named(SettingsBlock block, string key) => block.Block(key)?.NamedTexts() ?? [];

    private static bool IsFileName(string file) =>
        file.EndsWith(".csv", StringComparison.Ordinal) && FolderName.IsOne(file) && file.Length > ".csv".Length;
}
