using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P072: attributes of somebody's own.</summary>
internal sealed class OwnAttributes : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P072",
            Severity.Note,
            "Several steps carry an attribute that Buildkite does not know",
            "steps:\n  - { command: make a, grade: blocking }\n  - { command: make b, grade: blocking }\n  - { command: make c, grade: "
                + "advisory }\n",
            "steps:\n  - { command: make a }\n  - { command: make b }\n  - { command: make c }\n"
        )
        {
            Why =
                "A list of steps that a program of the repository turns into a pipeline has attributes of its own, and none of them is a "
                    + "slip. In a file that Buildkite "
                + "gets as it is, the attribute does nothing: a time limit written as 'timeout' never ended a job.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var name in PipelineChecks.OwnAttributes(document, scope))
        {
            var steps = document.AllSteps.Where(step => step.Body.Has(name)).ToList();
            if (steps.Count == 0) continue;
            found.Add(
                Rule,
                steps[0].Body.Find(name)!.Location,
                $"'{name}' is in {(scope.OwnAttributes.Contains(name) ? "steps of several files" : $"{steps.Count} steps")}"
                    + ", and Buildkite does not know it",
                "leave it where a program of yours reads this file; else remove it"
            );
        }
    }
}
