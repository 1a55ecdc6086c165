namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P013: steps wait for each other.</summary>
internal sealed class Cycle : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P013",
            Severity.Error,
            "Steps wait for each other",
            """
            steps:
              - { key: unit, command: pytest, depends_on: accuracy }
              - { key: accuracy, command: pytest, depends_on: unit }
            """,
            """
            steps:
              - { key: unit, command: pytest }
              - { key: accuracy, command: pytest, depends_on: unit }
            """
        )
        {
            Why =
                "Two steps were made to wait for each other in two pull requests on one day. Neither ever started, and the build "
                + "never ended.",
        };

    internal override void Check(BuildOutline build, CheckScope scope, DiagnosticBag found)
    {
        foreach (var cycle in new DependencyGraph(build).Cycles())
            found.Add(
                Rule,
                cycle.Location,
                $"steps wait for each other, so none of them ever runs: {string.Join(" → ", cycle.Path.Select(name => $"'{name}'"))}",
                "remove one of these dependencies");
    }
}
