using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing;

/// <summary>The blocks of <c>ci.yml</c> that composing reads: <c>composing</c>, <c>publishing</c>, <c>variables</c>, <c>pipelines</c>, <c>other_pipelines</c>, <c>steps</c>, <c>benchmark_cases</c>.</summary>
internal static class CompositionSettingsReading
{
    public static CompositionSettings Read(SettingsBlock file, string mainBranch)
    {
        var settings = Composing(file.Block("composing"), CompositionSettings.BuiltIn);
        return settings with
        {
            Publishing = Publishing(file.Block("publishing"), settings.Publishing with { Branches = [mainBranch] }),
            Variables = VariableReading.Read(file.Block("variables")),
            Pipelines = ListedPipelineReading.Read(file) ?? settings.Pipelines,
            OtherPipelines = ListedPipelineReading.Others(file.Block("other_pipelines")),
            Steps = GeneratedStepsReading.Read(file.Block("steps")),
            Cases = CaseSettingsReading.Read(file.Block("benchmark_cases"), settings.Cases),
        };
    }

    private static CompositionSettings Composing(SettingsBlock? block, CompositionSettings settings)
    {
        if (block is null) return settings;
        var read = settings with
        {
            WholeCatalogue = ConditionReading.Occasions(block, "whole_catalogue") ?? settings.WholeCatalogue,
            ChangedSubjects = ConditionReading.Occasions(block, "changed_subjects") ?? settings.ChangedSubjects,
            CollectsRecorded = block.Flag("collect") ?? settings.CollectsRecorded,
            JobsPerUpload = block.Number("jobs_per_upload", 1, CompositionSettings.MostJobsPerUpload) ?? settings.JobsPerUpload,
            ImageBuildKey = block.Text("image_build_key") ?? settings.ImageBuildKey,
            SecretVariables = block.Texts("secret_variables") ?? settings.SecretVariables,
            ResultQueue = block.Text("result_queue") ?? settings.ResultQueue,
            Program = block.Text("program") ?? settings.Program,
            OnlyOn = block.Block("only_on") is { } subjects ? subjects.NamedTextLists().ToImmutableSortedDictionary(one => one.Key, one => one.Texts, StringComparer.Ordinal) : settings.OnlyOn,
            Replaced = block.Block("replaced_keys") is { } keys
                ? [.. keys.NamedTextLists().Select(key => KeyValuePair.Create(key.Key, key.Texts))]
                : settings.Replaced,
        };
        block.NoteUnknown();
        return read;
    }

    private static PublishingRules Publishing(SettingsBlock? block, PublishingRules rules)
    {
        if (block is null) return rules;
        var read = new PublishingRules
        {
            Builds = ConditionReading.Occasions(block, "builds") ?? rules.Builds,
            VllmCommit = ConditionReading.Occasions(block, "vllm_commit") ?? rules.VllmCommit,
            Branches = block.Texts("branches") ?? rules.Branches,
        };
        block.NoteUnknown();
        return read;
    }
}
