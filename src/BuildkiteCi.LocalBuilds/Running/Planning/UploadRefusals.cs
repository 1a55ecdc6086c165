using BuildkiteCi.Pipelines.Checks.Documents;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>Attributes for which Buildkite refuses a step that the agent has sent. Sources: facts about uploads and attributes.</summary>
internal static class UploadRefusals
{
    /// <summary>Names what is refused.</summary>
    public static void Check(Step step, DiagnosticBag problems)
    {
        if (step.Body.Has("if") && step.Body.Find("branches") is { } branches)
            Refuse(
                problems,
                ExclusiveAttributes.Definition,
                branches.Location,
                $"step '{step.Name}' has both 'if' and 'branches', and Buildkite takes one of them",
                "write the branches into the condition: build.branch == \"main\""
            );
        if (step is not CommandStep command) return;
        if (step.Body.Find("concurrency") is { } limit && !step.Body.Has("concurrency_group"))
            Refuse(
                problems,
                HalfConcurrency.Definition,
                limit.Location,
                $"step '{step.Name}' has 'concurrency' without 'concurrency_group'",
                "name the group that the limit is for"
            );
        if (command.Matrix is { } matrix) Check(command, matrix, problems);
    }

    private static void Check(CommandStep step, StepMatrix matrix, DiagnosticBag problems)
    {
        if (step.Parallelism is not null)
            Refuse(
                problems,
                ExclusiveAttributes.Definition,
                step.Body.Find("parallelism")!.Location,
                $"step '{step.Name}' has both 'parallelism' and 'matrix', and Buildkite takes one of them",
                "remove one of the two"
            );
        var names = matrix.Dimensions.Select(dimension => dimension.Name).Order(StringComparer.Ordinal).ToList();
        foreach (
            var adjustment in matrix.Adjustments.Where(adjustment =>
                !adjustment.With.Keys.Order(StringComparer.Ordinal).SequenceEqual(names, StringComparer.Ordinal)
            )
        )
        {
            var with = string.Join(", ", adjustment.With.Keys.Where(name => name.Length > 0).Order(StringComparer.Ordinal));
            Refuse(
                problems, AdjustmentOfOtherDimension.Definition, step.Body.Find("matrix")!.Location,
                $"an adjustment of step '{step.Name}' is for {(with.Length == 0 ? "a single value" : with)}, and the matrix has "
                    + $"{(names is [""] ? "one nameless dimension" : string.Join(", ", names))}",
                "give a value for every dimension below 'with'");
        }

        var combination = new MatrixCombination(
            [.. matrix.Dimensions.Select(dimension => dimension.Name)],
            [.. matrix.Dimensions.Select(_ => "")],
            SkipReason: null
        );
        foreach (var text in Texts(step))
        {
            if (combination.UnknownTokens(text.Canonical).FirstOrDefault() is { } token)
                Refuse(
                    problems,
                    MatrixToken.Definition,
                    text.Location,
                    $"'{token}' of step '{step.Name}' has no value: the matrix has no such dimension",
                    $"the dimensions are '{string.Join("', '", names)}'"
                );
        }
    }

    // Where Buildkite puts a matrix's values in.
    private static IEnumerable<YamlScalar> Texts(CommandStep step) =>
        step
            .Body.Entries.Where(entry => entry.Key is "command" or "label" or "env" or "agents" or "plugins")
            .SelectMany(entry => Scalars(entry.Value));

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence list => list.Items.SelectMany(Scalars),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value)),
        _ => [],
    };

    // An error here, whatever a checker that knows no build makes of it.
    private static void Refuse(DiagnosticBag problems, Rule rule, SourceLocation location, string message, string fix) =>
        problems.Add(new Diagnostic(rule, location, message, fix) { Severity = Severity.Error });
}
