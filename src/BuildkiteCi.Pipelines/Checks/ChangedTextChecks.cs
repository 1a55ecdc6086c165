using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks for numbers and words that become another text on their way to Buildkite: <c>1.10</c> becomes <c>1.1</c>.</summary>
internal static class ChangedTextChecks
{
    private static readonly System.Buffers.SearchValues<char> Plain = System.Buffers.SearchValues.Create("0123456789.-+");

    /// <summary>Checks the environments, and the commands, labels and keys of command steps.</summary>
    public static void Check(PipelineDocument document, DiagnosticBag findings)
    {
        if (document.Source is YamlMapping root) Env(root["env"], findings);
        foreach (var step in document.AllSteps.OfType<CommandStep>())
        {
            if (step.Source is not YamlMapping source) continue;
            Env(source["env"], findings);
            foreach (var name in (ReadOnlySpan<string>)["command", "commands", "label", "name", "key", "id", "identifier"])
                if (source[name] is { } value)
                    foreach (var item in Values.Items(value))
                        Value(name, item, findings);
        }
    }

    private static void Env(YamlNode? env, DiagnosticBag findings)
    {
        if (env is not YamlMapping mapping) return;
        foreach (var entry in mapping.Entries) Value(entry.Key, entry.Value, findings);
    }

    // 0.90 arrives as 0.9, which is the same to whatever takes it for a number; 1.10 arrives as 1.1, which is another version.
    private static bool IsSameNumber(string name, YamlScalar scalar) =>
        scalar.Kind == ScalarKind.Number
        && scalar.Text.AsSpan().IndexOfAnyExcept(Plain) < 0
        && !name.Contains("VERSION", StringComparison.OrdinalIgnoreCase) && !name.Contains("RELEASE", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("TAG", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("PYTHON", StringComparison.OrdinalIgnoreCase)
        && !char.IsLower(name[0]);

    private static void Value(string name, YamlNode node, DiagnosticBag findings)
    {
        if (
            node is not YamlScalar { Kind: ScalarKind.Boolean or ScalarKind.WholeNumber or ScalarKind.Number } scalar
            || scalar.Text == scalar.Canonical
        )
            return;
        if (IsSameNumber(name, scalar)) return;
        findings.Add(
            AttributeRules.ChangedText,
            scalar,
            $"'{name}' is written {scalar.Text} and becomes the text '{scalar.Canonical}'",
            $"put it in quotes: \"{scalar.Text}\""
        );
    }
}
