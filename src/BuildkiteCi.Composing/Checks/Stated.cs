using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue.Checks;

/// <summary>Where the step that states a stage says what.</summary>
internal static class Stated
{
    /// <summary>The place of a variable's value, or of the step where it is not set.</summary>
    public static Mark MarkOf(this StageStep stage, string variable) =>
        stage.Stating.Attributes["env"] is YamlMapping env && env[variable] is { } value ? value.Mark : stage.Stating.Mark;

    /// <summary>The variable's value, or null.</summary>
    public static string? Says(this StageStep stage, string variable) =>
        stage.Stating.Attributes["env"] is YamlMapping env && env.Scalar(variable) is { Canonical.Length: > 0 } value ? value.Canonical : null;
}
