using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>Where the step that states a stage sets a variable.</summary>
internal static class DeclaredEnvironment
{
    /// <summary>The place of a variable's value, or of the step where it is not set.</summary>
    public static SourceLocation LocationOf(this StageStep stage, string variable) =>
        stage.DeclaringStep.Attributes["env"] is YamlMapping env && env[variable] is { } value
            ? value.Location
            : stage.DeclaringStep.Location;

    /// <summary>The variable's value, or null.</summary>
    public static string? Declared(this StageStep stage, string variable) =>
        stage.DeclaringStep.Attributes["env"] is YamlMapping env && env.Scalar(variable) is { Canonical.Length: > 0 } value
            ? value.Canonical
            : null;
}
