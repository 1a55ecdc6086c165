using System.Text;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of matrices and of the places that use their values. Limits: Buildkite's documentation, build matrix.</summary>
internal static class MatrixChecks
{
    private const int MaxJobs = 50;
    private const int MaxDimensions = 6;
    private const int MaxValues = 25;
    private const int MaxValueBytes = 128;
    private const int MaxAdjustments = 12;

    /// <summary>Checks a step.</summary>
    public static void Check(CommandStep step, DiagnosticBag findings)
    {
        if (step.Matrix is { } matrix && step.Body["matrix"] is { } node)
        {
            Limits(step, matrix, node, findings);
            Adjustments(matrix, node, findings);
        }

        foreach (var attribute in step.Body.Entries)
            if (attribute.Key is "command" or "label" or "env" or "agents" or "plugins")
                Tokens(attribute.Value, step.Matrix, findings);
    }

    private static void Limits(CommandStep step, StepMatrix matrix, YamlNode node, DiagnosticBag findings)
    {
        if (step.JobCount > MaxJobs) TooLarge($"makes {step.JobCount} jobs, and {MaxJobs} are the most", "split the step");
        if (matrix.Dimensions.Length > MaxDimensions)
            TooLarge($"has {matrix.Dimensions.Length} dimensions, and {MaxDimensions} are the most", "join some of them");
        if (matrix.Adjustments.Length > MaxAdjustments)
            TooLarge($"has {matrix.Adjustments.Length} adjustments, and {MaxAdjustments} are the most", "split the step");
        foreach (var (name, values) in matrix.Dimensions)
        {
            if (values.Length > MaxValues)
                TooLarge(
                    $"has {values.Length} values{(name.Length == 0 ? "" : $" in dimension '{name}'")}, and {MaxValues} are the most",
                    "split the step"
                );
            if (values.FirstOrDefault(value => Encoding.UTF8.GetByteCount(value) > MaxValueBytes) is { } value)
                TooLarge($"has the value '{value[..Math.Min(20, value.Length)]}…' of more than {MaxValueBytes} bytes", "shorten it");
        }

        // Organisations have had these limits raised, so they are no errors.
        void TooLarge(string what, string fix) => findings.Add(AttributeRules.MatrixTooLarge, node, $"the matrix {what}", fix);
    }

    private static void Adjustments(StepMatrix matrix, YamlNode node, DiagnosticBag findings)
    {
        var names = matrix.Dimensions.Select(dimension => dimension.Name).ToList();
        var nodes = (node as YamlMapping)?["adjustments"] is YamlSequence list ? list.Items : [];
        foreach (var (adjustment, at) in matrix.Adjustments.Zip(nodes))
        {
            var strange = adjustment.With.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !names.Contains(name));
            if (strange is not null)
                findings.Add(
                    AttributeRules.MatrixAdjustment,
                    at,
                    $"the adjustment speaks of dimension '{strange}', which the matrix has not",
                    Spelling.Suggest(strange, names, "name the dimensions of 'setup'")
                );
        }
    }

    private static void Tokens(YamlNode node, StepMatrix? matrix, DiagnosticBag findings)
    {
        switch (node)
        {
            case YamlScalar { IsText: true } scalar when scalar.Canonical.Contains("{{", StringComparison.Ordinal):
                foreach (var (name, offset) in TokensOf(scalar.Canonical)) Token(name, scalar.LocationAt(offset), matrix, findings);
                break;
            case YamlSequence list:
                foreach (var item in list.Items) Tokens(item, matrix, findings);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries) Tokens(entry.Value, matrix, findings);
                break;
        }
    }

    private static void Token(string name, SourceLocation location, StepMatrix? matrix, DiagnosticBag findings)
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
        findings.Add(
            AttributeRules.MatrixToken,
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
