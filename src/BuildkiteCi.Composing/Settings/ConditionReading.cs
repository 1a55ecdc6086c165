using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Builds;

namespace BuildkiteCi.Composing.Settings;

/// <summary>A block <c>when</c> of <c>ci.yml</c>, and the short forms <c>builds</c> and <c>implementations</c> beside it.</summary>
internal static class ConditionReading
{
    /// <summary>The condition of a block: what its <c>when</c> names, and its own <c>builds</c> and <c>implementations</c>.</summary>
    public static BuildCondition Read(SettingsBlock owner)
    {
        var when = owner.Block("when");
        var condition = when is null ? BuildCondition.Always : When(when);
        return condition with
        {
            Builds = Occasions(owner, "builds") ?? condition.Builds,
            Implementations = owner.Texts("implementations") ?? condition.Implementations,
        };
    }

    /// <summary>Kinds of builds by their words.</summary>
    public static ImmutableArray<string>? Occasions(SettingsBlock block, string key) =>
        block.KnownTexts(key, BuildOccasion.All, "kinds of builds");

    private static BuildCondition When(SettingsBlock block)
    {
        var read = new BuildCondition
        {
            Builds = Occasions(block, "builds") ?? [],
            Implementations = block.Texts("implementations") ?? [],
            Branches = block.Texts("branches") ?? [],
            Changed = Patterns(block, "changed"),
            UnlessOnly = Patterns(block, "unless_only"),
            Environment = block.Block("environment") is { } environment
                ? [.. environment.NamedTexts().Select(variable => KeyValuePair.Create(variable.Key, variable.Text))]
                : [],
            Labels = block.Texts("labels") ?? [],
        };
        block.NoteUnknown();
        return read;
    }

    private static PathPatterns? Patterns(SettingsBlock block, string key) =>
        block.Texts(key) is { } patterns ? new PathPatterns(patterns) : null;
}
