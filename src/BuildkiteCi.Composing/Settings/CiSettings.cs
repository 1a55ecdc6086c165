using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Composing.Settings;

/// <summary>What <c>.buildkite/ci.yml</c> sets, on top of the built-in defaults. A repository without the file has the defaults.</summary>
/// <param name="Fleet">Generations and queues.</param>
/// <param name="Folders">The catalogue's folders.</param>
public sealed record CiSettings(Fleet Fleet, ImmutableArray<CatalogueFolder> Folders)
{
    /// <summary>The file, relative to the root.</summary>
    public const string Path = ".buildkite/ci.yml";

    /// <summary>The settings of a repository that sets none.</summary>
    public static CiSettings BuiltIn { get; } = Read(BuiltInSettings.File);

    /// <summary>What builds are and what gates them.</summary>
    public required BuildSettings Builds { get; init; }

    /// <summary>How a build's pipeline is composed.</summary>
    public required CompositionSettings Composing { get; init; }

    /// <summary>The matrices that are published.</summary>
    public required MatrixDefinitions Matrices { get; init; }

    /// <summary>How stages are run.</summary>
    public required StageSettings Testing { get; init; }

    /// <summary>How benchmarks are watched.</summary>
    public required WatchSettings Benchmarks { get; init; }

    /// <summary>Whether the file itself lists which queues there are; where it does not, the built-in ones may be another
    /// fleet's.</summary>
    public bool DeclaresQueues { get; init; }

    /// <summary>Reads the file of a repository.</summary>
    /// <returns>The settings; with errors beside them, the defaults stand where the file could not be understood.</returns>
    public static Diagnosed<CiSettings> Read(IFileTree files)
    {
        var unusable = new List<Diagnostic>();
        if (files.Read(Path, unusable) is not { } text) return Diagnosed.With(BuiltIn, unusable);
        var read = YamlReader.Read(new SourceFile(Path, text));
        // A file of comments alone changes nothing.
        if (read.Value is YamlScalar { Kind: ScalarKind.Null } || read.Diagnostics is [{ Rule: var only }] && only == YamlRules.Empty)
            return Diagnosed.Ok(BuiltIn);
        if (read.Value is null) return Diagnosed.With(BuiltIn, read.Diagnostics);
        if (read.Value is not YamlMapping mapping)
        {
            return Diagnosed.With(
                BuiltIn,
                read.Diagnostics.Add(
                    new Diagnostic(
                        SettingsRules.WrongValue,
                        read.Value.Location,
                        $"the file is {read.Value.KindName}",
                        "write settings: 'queues:' and a block below it"
                    )
                )
            );
        }

        var diagnostics = read.Diagnostics.ToList();
        var file = new SettingsBlock("", mapping, diagnostics, BuiltInSettings.File);
        var settings = Read(file) with { DeclaresQueues = mapping.Has("queues") || mapping.Has("generations") };
        file.NoteUnknown();
        return Diagnosed.With(settings, diagnostics);
    }

    // Each room reads its own blocks.
    private static CiSettings Read(SettingsBlock file)
    {
        var folders = FolderSettings.Read(file);
        var builds = BuildSettingsReading.Read(file, folders);
        var fleet = FleetSettings.Read(file);
        return new CiSettings(fleet, folders)
        {
            Builds = builds,
            Composing = CompositionSettingsReading.Read(file, fleet, builds.MainBranch),
            Matrices = MatrixSettings.Read(file, folders),
            Testing = StageSettingsReading.Read(file),
            Benchmarks = WatchSettings.Read(file),
        };
    }
}
