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
