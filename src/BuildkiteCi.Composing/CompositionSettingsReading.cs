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
        var block = file.KnownBlock("composing");
        var read = new CompositionSettings
        {
            WholeCatalogue = Occasions(block, "whole_catalogue") ?? [],
            ChangedSubjects = Occasions(block, "changed_subjects") ?? [],
            CollectsRecorded = block.Flag("collect") ?? false,
            JobsPerUpload = block.RequiredNumber("jobs_per_upload", 1, CompositionSettings.MostJobsPerUpload),
            ImageBuildKey = block.RequiredText("image_build_key"),
            SecretVariables = block.Texts("secret_variables") ?? [],
            ResultQueue = block.RequiredText("result_queue"),
            Publishing = Publishing(file.KnownBlock("publishing"), mainBranch),
            Pipelines = [.. (file.Blocks("pipelines") ?? []).Select(Pipeline)],
            Cases = Cases(file.KnownBlock("benchmark_cases")),
        };
        block.NoteUnknown();
        return read;
    }

    private static PublishingRules Publishing(SettingsBlock block, string mainBranch)
    {
        var read = new PublishingRules
        {
            Builds = Occasions(block, "builds") ?? [],
            VllmCommit = Occasions(block, "vllm_commit") ?? [],
            Branches = block.IsOwn("branches") ? block.Texts("branches") ?? [] : [mainBranch],
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

    private static CaseSettings Cases(SettingsBlock block)
    {
        var read = new CaseSettings
        {
            Folder = block.Path("folder") ?? CompositionSettings.BuiltIn.Cases.Folder,
            Builds = Occasions(block, "builds") ?? [],
            DefaultType = block.RequiredText("default_type"),
        };
        if (!FolderName.IsOne(read.DefaultType)) block.NoteWrong("default_type", FolderName.Form);
        block.NoteUnknown();
        return read;
    }

    private static ImmutableArray<string>? Occasions(SettingsBlock block, string key) => block.KnownTexts(key, BuildOccasion.All, "kinds of builds");
}
