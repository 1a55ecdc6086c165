namespace BuildkiteCi.Pipelines.Checks;

/// <summary>P024: a TODO is not filled in.</summary>
public static class Unfilled
{
    /// <summary>A TODO is not filled in.</summary>
    public static readonly Rule Definition =
        new(
            "P024",
            Severity.Warning,
            "A TODO is not filled in",
            """
            steps:
              - command: pytest
                agents:
                  queue: cpu  # TODO: name the queue of the machines
            """,
            """
            steps:
              - command: pytest
                agents:
                  queue: mac_v14_queue
            """
        )
        {
            Why = "A new model was added with its threshold still at the template's 0. Its row showed Passing for a year, whatever it scored.",
        };

    /// <summary>The TODO comments of a file. One with somebody's name or an issue, <c>TODO(#2318): …</c>, is a plan: the file does what it
    /// is meant to do for now.</summary>
    public static IEnumerable<Diagnostic> In(SourceFile file) =>
        Todo.In(file)
            .Select(todo => new Diagnostic(
                Definition,
                todo.Location,
                todo.Text.Length == 0 ? "a TODO is not filled in" : $"a TODO is not filled in: {todo.Text}",
                "fill it in, and remove the comment"
            )
            {
                Severity = todo.Text.StartsWith('(') ? Severity.Note : Severity.Warning,
            });
}
