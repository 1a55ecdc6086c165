using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi;
using BuildkiteCi.Builds;
using BuildkiteCi.Builds.Local;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Composing;
using BuildkiteCi.World;

namespace Build;

/// <summary>What Default and GeneratePipeline share: options in, a composition, its uploads out.</summary>
internal static class Composing
{
    public static CompositionRequest CompositionRequest(this BuildContext context, BuildKind? fallback = null)
    {
        var kind = context.Options.Choice("build-kind", BuildKind.All) ?? fallback ?? BuildKindDecision.Decide(context.Variables, context.Settings.Builds);
        return new CompositionRequest(kind, context.Implementation(), Generations(context));
    }

    /// <summary>The implementation under test (<c>MODEL_IMPL_TYPE</c>).</summary>
    public static ImplementationType Implementation(this BuildContext context)
    {
        var name = context.Variables.GetValueOrDefault("MODEL_IMPL_TYPE") is { Length: > 0 } given ? given : ImplementationType.Auto.Name;
        if (ImplementationType.All.FirstOrDefault(type => type.Name == name) is { } found) return found;
        context.Options.Wrong($"MODEL_IMPL_TYPE is '{name}'; it can be {string.Join(", ", ImplementationType.All)}");
        return ImplementationType.Auto;
    }

    public static Checked<Composition> Compose(this BuildContext context, CompositionRequest request) =>
        SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet).Then(catalogue => PipelineComposer.Compose(catalogue, request));

    public static void WriteUploads(this BuildContext context, Composition composition, string folder)
    {
        UploadFiles.Write(composition, new DiskFileTree(folder));
        context.Say($"{composition.Uploads.Length} uploads and their meta-data are in {folder}");
    }

    public static async Task UploadAsync(this BuildContext context, Composition composition)
    {
        if (context.Build is LocalBuild local) await local.BeginAsync(context.Stopping);
        await CompositionUpload.SendAsync(composition, context.Build, context.Stopping);
        context.Say($"{composition.Uploads.Length} uploads are in the build");
    }

    private static ImmutableArray<Generation> Generations(BuildContext context)
    {
        var fleet = context.Settings.Fleet;
        var names = context.Options.Names("generations");
        foreach (var name in names.Where(name => fleet.Generation(name) is null))
        {
            var known = fleet.Generations.Select(generation => generation.Name).ToArray();
            context.Options.Wrong("generations", $"the fleet has no generation '{name}'; {Spelling.Suggest(name, known, $"it has {string.Join(", ", known)}")}");
        }

        return names.IsEmpty ? fleet.Generations : [.. fleet.Generations.Where(generation => names.Contains(generation.Name))];
    }
}
