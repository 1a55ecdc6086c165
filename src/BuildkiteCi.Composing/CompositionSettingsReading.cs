using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing;

/// <summary>The blocks <c>composing</c>, <c>publishing</c>, <c>pipelines</c> and <c>benchmark_cases</c> of <c>ci.yml</c>.</summary>
internal static class CompositionSettingsReading
{
    public static CompositionSettings Read(SettingsBlock file, string mainBranch)
    {
        var settings = Composing(file.Block("composing"), CompositionSettings.BuiltIn);
        return settings with
        {
            Publishing = Publishing(file.Block("publishing"), settings.Publishing with { Branches = [mainBranch] }),
            Pipelines = file.Blocks("pipelines")?.Select(Pipeline).ToImmutableArray() ?? settings.Pipelines,
            Cases = Cases(file.Block("benchmark_cases"), settings.Cases),
        };
    }

    private static CompositionSettings Composing(SettingsBlock? block, CompositionSettings settings)
    {
        if (block is null) return settings;
        var read = settings with
        {
            WholeCatalogue = Occasions(block, "whole_catalogue") ?? settings.WholeCatalogue,
            ChangedSubjects = Occasions(block, "changed_subjects") ?? settings.ChangedSubjects,
            CollectsRecorded = block.Flag("collect") ?? settings.CollectsRecorded,
            JobsPerUpload = block.Number("jobs_per_upload", 1, CompositionSettings.MostJobsPerUpload) ?? settings.JobsPerUpload,
            ImageBuildKey = block.Text("image_build_key") ?? settings.ImageBuildKey,
            SecretVariables = block.Texts("secret_variables") ?? settings.SecretVariables,
            ResultQueue = block.Text("result_queue") ?? settings.ResultQueue,
        };
        block.NoteUnknown();
        return read;
    }

    private static PublishingRules Publishing(SettingsBlock? block, PublishingRules rules)
    {
        if (block is null) return rules;
        var read = new PublishingRules
        {
            Builds = Occasions(block, "builds") ?? rules.Builds,
            VllmCommit = Occasions(block, "vllm_commit") ?? rules.VllmCommit,
            Branches = block.Texts("branches") ?? rules.Branches,
        };
        block.NoteUnknown();
        return read;
    }

    private static ListedPipeline Pipeline(SettingsBlock block)
    {
        if (!block.Has("file")) block.NoteMissing("file");
        var read = new ListedPipeline(block.Path("file") ?? "")
        {
            Location = block.LocationOf("file"),
            Builds = Occasions(block, "builds") ?? [],
            PerGeneration = block.Choice("per", ("build", false), ("generation", true)) ?? false,
            IsBelow = block.Choice("place", ("above", false), ("below", true)) ?? false,
        };
        block.NoteUnknown();
        return read;
    }

    private static CaseSettings Cases(SettingsBlock? block, CaseSettings settings)
    {
        if (block is null) return settings;
        var read = new CaseSettings
        {
            Folder = block.Path("folder") ?? settings.Folder,
            Builds = Occasions(block, "builds") ?? settings.Builds,
            DefaultType = block.Text("default_type") ?? settings.DefaultType,
        };
        if (!FolderName.IsOne(read.DefaultType)) block.NoteWrong("default_type", FolderName.Form);
        block.NoteUnknown();
        return read;
    }

    private static ImmutableArray<string>? Occasions(SettingsBlock block, string key) => block.KnownTexts(key, BuildOccasion.All, "kinds of builds");
}
