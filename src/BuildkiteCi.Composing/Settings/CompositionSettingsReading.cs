using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing.Settings;

/// <summary>The blocks of <c>ci.yml</c> that composing reads: <c>composing</c>, <c>publishing</c>, <c>variables</c>, <c>pipelines</c>,
/// <c>other_pipelines</c>, <c>steps</c>, <c>benchmark_cases</c>.</summary>
internal static class CompositionSettingsReading
{
    public static CompositionSettings Read(SettingsBlock file, Fleet fleet, string mainBranch)
    {
        var block = file.KnownBlock("composing");
        var read = new CompositionSettings
        {
            WholeCatalogue = ConditionReading.Occasions(block, "whole_catalogue") ?? [],
            ChangedSubjects = ConditionReading.Occasions(block, "changed_subjects") ?? [],
            CollectsRecorded = block.Flag("collect") ?? false,
            JobsPerUpload = block.RequiredNumber("jobs_per_upload", 1, CompositionSettings.MostJobsPerUpload),
            ImageBuildKey = block.RequiredText("image_build_key"),
            SecretVariables = block.Texts("secret_variables") ?? [],
            ResultQueue = block.RequiredText("result_queue"),
            Publishing = Publishing(file.KnownBlock("publishing"), mainBranch),
            Program = block.Text("program") ?? "./build.sh",
            OnlyOn = Limits(block.Block("only_on"), fleet),
            Replaced = [.. (block.Block("replaced_keys")?.NamedTextLists() ?? []).Select(key => KeyValuePair.Create(key.Key, key.Texts))],
            Variables = VariableReading.Read(file.Block("variables")),
            Pipelines = ListedPipelineReading.Read(file) ?? [],
            OtherPipelines = ListedPipelineReading.Others(file.Block("other_pipelines")),
            Steps = GeneratedStepsReading.Read(file.Block("steps")),
            Cases = BenchmarkCaseSettingsReading.Read(file.KnownBlock("benchmark_cases")),
        };
        block.NoteUnknown();
        return read;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<Generation>> Limits(SettingsBlock? block, Fleet fleet) =>
        (block?.NamedTextLists() ?? []).ToImmutableSortedDictionary(
            one => one.Key,
            one => block!.KnownOnes(one.Key, fleet.Generations, generation => generation.Name, "generations of the fleet") ?? [],
            StringComparer.Ordinal
        );

    private static PublishingRules Publishing(SettingsBlock block, string mainBranch)
    {
        var read = new PublishingRules
        {
            Builds = ConditionReading.Occasions(block, "builds") ?? [],
            VllmCommit = ConditionReading.Occasions(block, "vllm_commit") ?? [],
            Branches = block.IsOwn("branches") ? block.Texts("branches") ?? [] : [mainBranch],
        };
        block.NoteUnknown();
        return read;
    }
}
