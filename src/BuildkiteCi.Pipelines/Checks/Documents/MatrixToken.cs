using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P063: a placeholder of a matrix has no value.</summary>
public sealed class MatrixToken : DocumentRule
{
    /// <summary>What it is: code, title, why, examples.</summary>
    public static readonly Rule Definition =
        new(
            "P063",
            Severity.Warning,
            "A placeholder of a matrix has no value",
            """
            steps:
              - command: make test-{{matrix.system}}
                matrix:
                  setup: { os: [linux, macos] }
            """,
            """
            steps:
              - command: make test-{{matrix.os}}
                matrix:
                  setup: { os: [linux, macos] }
            """
        )
        {
            Why = "'{{matrix.os}}' was left in a step whose matrix was removed, and the command ran with the braces in it.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var step in document.AllSteps.OfType<CommandStep>())
            foreach (var attribute in step.Body.Entries)
                if (attribute.Key is "command" or "label" or "env" or "agents" or "plugins")
                    Tokens(attribute.Value, step.Matrix, found);
    }

    private static void Tokens(YamlNode node, StepMatrix? matrix, DiagnosticBag found)
    {
        switch (node)
        {
            case YamlScalar { IsText: true } scalar when scalar.Canonical.Contains("{{", StringComparison.Ordinal):
                foreach (var (name, offset) in TokensOf(scalar.Canonical)) Token(name, scalar.LocationAt(offset), matrix, found);
                break;
            case YamlSequence list:
                foreach (var item in list.Items) Tokens(item, matrix, found);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries) Tokens(entry.Value, matrix, found);
                break;
        }
    }

    private static void Token(string name, SourceLocation location, StepMatrix? matrix, DiagnosticBag found)
    {
        var names = matrix?.Dimensions.Select(dimension => dimension.Name).ToList() ?? [];
        if (names.Contains(name)) return;
        var token = name.Length == 0 ? "{{matrix}}" : $"{{{{matrix.{name}}}}}";
        var fix = matrix is null
            ? "add 'matrix:' with the values"
            : Spelling.Suggest(
                name,
                names,
                names.Contains("") ? "write '{{matrix}}'" : $"the dimensions are '{string.Join("', '", names)}'"
            );
        found.Add(
            Definition,
            location,
            $"'{token}' has no value: {(matrix is null ? "the step has no matrix" : "the matrix has no such dimension")}",
            fix
        );
    }

    // {{matrix}} and {{matrix.NAME}}, blanks within allowed; of the first the name is empty.
    private static IEnumerable<(string Name, int Offset)> TokensOf(string text)
    {
        for (
            var start = text.IndexOf("{{", StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf("{{", start + 2, StringComparison.Ordinal)
        )
        {
            var end = text.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0) yield break;
            var inner = text[(start + 2)..end].Trim();
            if (inner == "matrix") yield return ("", start);
            else if (inner.StartsWith("matrix.", StringComparison.Ordinal)) yield return (inner["matrix.".Length..], start);
        }
    }
}
