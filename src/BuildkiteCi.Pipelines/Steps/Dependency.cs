using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>What a step waits for.</summary>
/// <param name="Key">The key of a step or group.</param>
/// <param name="AllowFailure">Whether that step may fail.</param>
/// <param name="Location">Where the key is written.</param>
public sealed record Dependency(string Key, bool AllowFailure, SourceLocation Location)
{
    /// <summary>The dependencies that a <c>depends_on</c> lists: one key, a list of keys, or a list of <c>{step,
    /// allow_failure}</c>.</summary>
    public static ImmutableArray<Dependency> Of(YamlNode? node) => node switch
    {
        YamlScalar { Kind: not ScalarKind.Null } scalar => [new Dependency(scalar.Canonical, false, scalar.Location)],
        YamlSequence list => [.. list.Items.Select(One).OfType<Dependency>()],
        _ => [],
    };

    /// <summary>A <c>depends_on</c> with these dependencies; a single one that may not fail is its key alone.</summary>
    internal static YamlNode ToNode(ImmutableArray<Dependency> dependencies, SourceLocation location)
    {
        ImmutableArray<YamlNode> items =
        [
            .. dependencies.Select(dependency => dependency.AllowFailure
                ? (YamlNode)new YamlMapping(dependency.Location,
                [
                    new YamlEntry(dependency.Location, "step", YamlScalar.Of(dependency.Key, dependency.Location)),
                    new YamlEntry(dependency.Location, "allow_failure", YamlScalar.Of(true, dependency.Location)),
                ])
                : YamlScalar.Of(dependency.Key, dependency.Location)),
        ];
        return items is [YamlScalar only] ? only : new YamlSequence(location, items);
    }

    private static Dependency? One(YamlNode item) =>
        item switch
        {
            YamlScalar { Kind: not ScalarKind.Null } scalar => new Dependency(scalar.Canonical, false, scalar.Location),
            YamlMapping mapping when mapping.Scalar("step") is { } step => new Dependency(
                step.Canonical,
                mapping.Scalar("allow_failure") is { Canonical: "true" },
                step.Location
            ),
            _ => null,
        };
}
