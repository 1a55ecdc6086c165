using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of attributes whose values have attributes of their own.</summary>
internal static class NestedValues
{
    private static readonly AttributeTable DependencyAttributes = new(
        "a dependency",
        [("step", Values.Text), ("allow_failure", Values.Flag)]
    );

    private static readonly AttributeTable BuildAttributes = new("'build'",
        [
            ("branch", Values.Text),
            ("commit", Values.Text),
            ("message", Values.Text),
            ("env", Values.Mapping),
            ("meta_data", Values.Mapping),
            ("label", Values.Text),
            ("fork", Values.Flag),
        ]
    );

    private static readonly AttributeTable CacheAttributes = new(
        "'cache'",
        [("paths", Values.Texts), ("name", Values.Text), ("size", Values.Text), ("disabled", Values.Flag)]
    );

    private static readonly AttributeTable ChangedAttributes = new("'if_changed'", [("include", Values.Texts), ("exclude", Values.Texts)]);

    /// <summary>A key, a list of keys or of <c>{step, allow_failure}</c>.</summary>
    public static void DependsOn(YamlEntry attribute, DiagnosticBag findings)
    {
        foreach (var item in Values.Items(attribute.Value))
        {
            if (item is YamlMapping dependency) DependencyAttributes.Check(dependency, findings, required: "step");
            else if (item is not YamlScalar { Kind: not ScalarKind.Timestamp })
                Values.Wrong(attribute with { Value = item }, findings, "a key, or a mapping with 'step'");
        }
    }

    /// <summary>A mapping of tags, or a list of <c>tag=value</c>.</summary>
    public static void Agents(YamlEntry attribute, DiagnosticBag findings)
    {
        var entries = attribute.Value switch
        {
            YamlMapping mapping => mapping.Entries.All(entry => entry.Value is YamlScalar),
            YamlSequence list => list.Items.All(item => item is YamlScalar pair && pair.Canonical.Contains('=', StringComparison.Ordinal)),
            var other => Values.IsNothing(other) || Values.IsOpen(other),
        };
        if (!entries) Values.Wrong(attribute, findings, "a mapping of tags to values, or a list of 'tag=value'");
    }

    /// <summary>What a triggered build is given.</summary>
    public static void Build(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping build) BuildAttributes.Check(build, findings);
        else Values.Wrong(attribute, findings, "a mapping");
    }

    /// <summary>Paths, a mapping with paths, or <c>false</c>; already in normal form.</summary>
    public static void Cache(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping cache) CacheAttributes.Check(cache, findings);
    }

    /// <summary>Patterns, or <c>include</c> and <c>exclude</c>.</summary>
    public static void IfChanged(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping changed) ChangedAttributes.Check(changed, findings);
        else Values.Texts(attribute, findings);
    }
}
