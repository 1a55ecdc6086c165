using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>
/// Everything that can be wrong with a pipeline file, P001 and up: the closed table. Bad and good examples are whole files; each bad one
/// breaks its rule and no other.
/// </summary>
public static class PipelineRules
{
    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. YamlRules.All,
        .. BuildRules.All,
        .. InterpolationRules.All,
        .. StepRules.All,
        .. RunningRules.All,
        .. AttributeRules.All,
        .. ConditionRules.All,
    ];

    /// <summary>The rules whose breach makes Buildkite's agent refuse the file; everything else is uploaded as it is.</summary>
    public static FrozenSet<Rule> Refusals { get; } = FrozenSet.Create<Rule>(
        ReferenceEqualityComparer.Instance,
        YamlRules.NotYaml, YamlRules.NotText, YamlRules.TooLarge, YamlRules.UnknownAlias, YamlRules.KeyIsNoText, YamlRules.WrongTag,
        YamlRules.MergeOfNoMapping, YamlRules.Empty,
        BuildRules.NotAPipeline, BuildRules.WrongTypeAtTop, BuildRules.NotFinite,
        InterpolationRules.Malformed, InterpolationRules.Required, InterpolationRules.GrowsTooLarge,
        StepRules.NotAStep, StepRules.TypeIsNoText);
}
