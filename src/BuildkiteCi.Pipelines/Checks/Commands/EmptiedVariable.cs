using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J009: a variable that the upload replaces before the command sets it.</summary>
public sealed class EmptiedVariable : CommandRule
{
    /// <summary>The rule.</summary>
    public static Rule Definition { get; } =
        new(
            "J009",
            Severity.Warning,
            "A command sets a variable, and the upload has replaced its uses before",
            "steps:\n  - command: |\n      for suite in unit smoke; do\n        make \"$suite\"\n      done\n",
            "steps:\n  - command: |\n      for suite in unit smoke; do\n        make \"$$suite\"\n      done\n"
        )
        {
            Why =
                "A loop over the test suites had one '$' where an uploaded pipeline needs two. The agent replaced the variable by nothing "
                    + "when it uploaded the step, 'make' ran its default goal twice, and the suites were green and not run.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (script.OfUpload.Count == 0 || script.Shell.Problem is not null || paths.UploadsLiterally) return;
        var set = VariableUses.Set(script);
        if (set.Count == 0) return;
        // NAME=${NAME:-x} and NAME=$NAME carry a value of the upload over to the job.
        var carried = script.Commands.SelectMany(VariableUses.Carried).ToHashSet(StringComparer.Ordinal);
        foreach (var use in VariableUses.Plain(script))
        {
            var place = script.LocationAt(use.Start);
            if (
                !script.OfUpload.Contains(place)
                || !set.Contains(use.Name)
                || carried.Contains(use.Name)
                || script.Variables.Contains(use.Name)
                || use.Name.StartsWith("BUILDKITE", StringComparison.Ordinal)
            )
                continue;
            found.Add(
                Rule,
                place,
                $"this command sets '{use.Name}', and the agent has replaced '${use.Name}' when it uploaded the step, before any shell ran",
                $"write '$${use.Name}'"
            );
        }
    }
}
