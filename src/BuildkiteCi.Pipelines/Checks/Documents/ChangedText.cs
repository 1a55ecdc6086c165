using System.Buffers;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P065: a number or word becomes another text on its way to Buildkite.</summary>
internal sealed class ChangedText : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P065",
            Severity.Warning,
            "A number or word becomes another text on its way to Buildkite",
            """
            steps:
              - command: make
                env:
                  PYTHON: 3.10
            """,
            """
            steps:
              - command: make
                env:
                  PYTHON: "3.10"
            """
        )
        {
            Why = "'1.20' became '1.2' on its way to Buildkite, and for a month the tests ran with a version from years before.",
        };

    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789.-+");

    // The environments, and the commands, labels and keys of command steps.
    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        if (document.Source is YamlMapping root) Env(root["env"], found);
        foreach (var step in document.AllSteps.OfType<CommandStep>())
        {
            if (step.Source is not YamlMapping source) continue;
            Env(source["env"], found);
            foreach (var name in (ReadOnlySpan<string>)["command", "commands", "label", "name", "key", "id", "identifier"])
                if (source[name] is { } value)
                    foreach (var item in Values.Items(value))
                        Value(name, item, found);
        }
    }

    private void Env(YamlNode? env, DiagnosticBag found)
    {
        if (env is not YamlMapping mapping) return;
        foreach (var entry in mapping.Entries) Value(entry.Key, entry.Value, found);
    }

    // 0.90 arrives as 0.9, which is the same to whatever takes it for a number; 1.10 arrives as 1.1, which is another version.
    private static bool IsSameNumber(string name, YamlScalar scalar) =>
        scalar.Kind == ScalarKind.Number
        && scalar.Text.AsSpan().IndexOfAnyExcept(Plain) < 0
        && !name.Contains("VERSION", StringComparison.OrdinalIgnoreCase) && !name.Contains("RELEASE", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("TAG", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("PYTHON", StringComparison.OrdinalIgnoreCase)
        && !char.IsLower(name[0]);

    private void Value(string name, YamlNode node, DiagnosticBag found)
    {
        if (
            node is not YamlScalar { Kind: ScalarKind.Boolean or ScalarKind.WholeNumber or ScalarKind.Number } scalar
            || scalar.Text == scalar.Canonical
        )
            return;
        if (IsSameNumber(name, scalar)) return;
        found.Add(
            Rule,
            scalar,
            $"'{name}' is written {scalar.Text} and becomes the text '{scalar.Canonical}'",
            $"put it in quotes: \"{scalar.Text}\""
        );
    }
}
