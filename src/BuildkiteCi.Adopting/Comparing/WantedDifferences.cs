using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>The differences that a team wants, each with its reason: <c>.buildkite/compare.yml</c>.</summary>
/// <param name="Rows">In the order of the file.</param>
public sealed record WantedDifferences(ImmutableArray<WantedDifference> Rows)
{
    /// <summary>The file, relative to the root.</summary>
    public const string Path = ".buildkite/compare.yml";

    /// <summary>None is wanted.</summary>
    public static WantedDifferences None { get; } = new([]);

    /// <summary>Understands the file.</summary>
    public static Diagnosed<WantedDifferences> Read(SourceFile file)
    {
        var read = YamlReader.Read(file);
        if (read.Value is not YamlMapping root)
            return Diagnosed.With(read.Value is null or YamlScalar { Kind: ScalarKind.Null } ? None : null, read.Diagnostics);
        var found = read.Diagnostics.ToList();
        var block = new SettingsBlock("", root, found);
        ImmutableArray<WantedDifference> rows = [.. (block.Blocks("wanted") ?? []).Select(Row)];
        block.NoteUnknown();
        return Diagnosed.With(new WantedDifferences(rows), found);
    }

    /// <summary>The difference with the reason of the first row that it fits, or as it is.</summary>
    public Difference Judge(Difference difference) =>
        Rows.FirstOrDefault(row => row.Fits(difference)) is { } wanted ? difference with { Reason = wanted.Reason } : difference;

    /// <summary>Rows that fit none of these differences.</summary>
    public IEnumerable<WantedDifference> Unused(IReadOnlyCollection<Difference> differences) =>
        Rows.Where(row => !differences.Any(difference => difference.Builds.Any(build => row.Fits(difference with { Builds = [build] }))));

    /// <summary>Those that hold for a build of Buildkite's, which has a name of its own: what is wanted in any of the builds that are like
    /// it. Rows that want every difference of such a build are left out, since they are about one build alone.</summary>
    /// <param name="alike">Names of the builds of its kind.</param>
    public WantedDifferences For(IReadOnlyCollection<string> alike) =>
        new([
            .. Rows.Where(row => row.Builds.IsEmpty || (row.What != WantedDifference.Anything && alike.Any(row.IsFor)))
                .Select(row => row with { Builds = [] }),
        ]);

    private static WantedDifference Row(SettingsBlock block)
    {
        var row = new WantedDifference(block.RequiredText("what"), block.RequiredText("reason"))
        {
            Name = block.Text("name") ?? "*",
            Attribute = block.Text("attribute") ?? "*",
            Builds = block.Texts("builds") ?? [],
            Before = block.Text("before") ?? "*",
            Now = block.Text("now") ?? "*",
            Location = block.LocationOf("what"),
        };
        block.NoteUnknown();
        return row;
    }
}
