using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of the fields that block and input steps ask for.</summary>
internal static class FieldChecks
{
    private static readonly Rule NoField =
        new(
            "P068",
            Severity.Error,
            "A field of a block or input step is malformed",
            """
            steps:
              - input: Release
                fields:
                  - text: Name
            """,
            """
            steps:
              - input: Release
                fields:
                  - text: Name
                    key: release-name
            """
        )
        {
            Why = "A field without a key made Buildkite refuse the release's block step, on the day of the release.",
        };

    private static readonly AttributeTable Attributes = new(
        "a field",
        [
            ("text", Values.Text),
            ("select", Values.Text),
            ("key", Key),
            ("hint", Values.Text),
            ("required", Values.Flag),
            ("default", Values.Texts),
            ("format", Values.Text),
            ("options", Values.List),
            ("multiple", Values.Flag),
        ]
    );

    /// <summary>A list of fields, each with <c>text</c> or <c>select</c> and a key.</summary>
    public static void Fields(YamlEntry attribute, DiagnosticBag findings)
    {
        Values.List(attribute, findings);
        if (attribute.Value is not YamlSequence fields) return;
        foreach (var item in fields.Items)
        {
            if (item is YamlMapping field) Field(field, findings);
            else Values.Wrong(attribute with { Value = item }, findings, "a mapping with 'text' or 'select'");
        }
    }

    private static void Field(YamlMapping field, DiagnosticBag findings)
    {
        Attributes.Check(field, findings);
        if (!field.Has("text") && !field.Has("select"))
            findings.Add(NoField, field, "a field has neither 'text' nor 'select'", "name what is asked for: 'text: Release'");
        if (!field.Has("key"))
            findings.Add(NoField, field, "a field has no 'key'", "add the key under which the answer is kept as meta-data");
        if (field.Has("select") && !field.Has("options"))
            findings.Add(NoField, field, "a field with 'select' has no 'options'", "list them: '- { label: …, value: … }'");
    }

    private static void Key(YamlEntry attribute, DiagnosticBag findings)
    {
        if (Values.IsOpen(attribute.Value)) return;
        if (
            attribute.Value is YamlScalar { Canonical.Length: > 0 } key
            && key.Canonical.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '/')
        )
            return;
        findings.Add(
            NoField,
            attribute.Value,
            $"{Values.Shown(attribute.Value)} cannot be a field's key",
            "use letters, digits, '-', '_' and '/'"
        );
    }
}
