using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J007: a variable that the container's start does not hand on.</summary>
internal sealed class UnforwardedVariable : CommandRule
{
    // A start that hands on fewer than this may read its list from elsewhere.
    private const int FewestForwarded = 3;

    public override Rule Rule { get; } =
        new(
            "J007",
            Severity.Warning,
            "A step sets a variable that the start of its container does not hand on",
            "steps:\n  - command: bash .buildkite/scripts/run_forwarding.sh make test\n    env: { MAX_WORKERS: \"4\" }\n",
            "steps:\n  - command: bash .buildkite/scripts/run_forwarding.sh make test\n    env: { BROWSER: firefox }\n"
        )
        {
            Why =
                "The script that starts the container lists the variables that it hands on, and a new one was forgotten there: the limit "
                    + "of the step was never seen by "
                + "the tests, which ran with their default for two weeks.",
        };

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        if (
            !paths.IsKnown
            || script.Step is not { } step
            || script.Path is not null
            || script.IsWrapped
            || step.Source is not YamlMapping source
            || source["env"] is not YamlMapping env
        )
            return;
        // One script, run first: what runs beside it may use the variable itself.
        if (
            script.Commands is not [{ } only, ..]
            || script.Shell.Commands.Length != 1
            || CommandWords.Scripts(only).FirstOrDefault().File is not { } file
        )
            return;
        if (
            script.Uses(paths).FirstOrDefault(use => use.Word == file)?.Path is not { } path
            || paths.Read(path) is not { } text
            || !text.Contains("docker run", StringComparison.Ordinal)
        )
            return;
        var forwarded = paths.Forwarded(path);
        if (forwarded.Count < FewestForwarded || text.Contains("--env-file", StringComparison.Ordinal)) return;
        foreach (var entry in env.Entries)
        {
            // Docker reads these itself.
            if (entry.Key.StartsWith("DOCKER_", StringComparison.Ordinal) || entry.Key.StartsWith("COMPOSE_", StringComparison.Ordinal))
                continue;
            if (
                entry.Key.Contains('$', StringComparison.Ordinal)
                || entry.Key.StartsWith("BUILDKITE", StringComparison.Ordinal)
                || forwarded.Contains(entry.Key)
            )
                continue;
            if (
                text.Contains(entry.Key, StringComparison.Ordinal)
                || script.Shell.Text.Contains(entry.Key, StringComparison.Ordinal)
                || paths.IsRead(path, entry.Key)
                || paths.IsInHook(entry.Key)
            )
                continue;
            found.Add(
                Rule,
                entry.Location,
                $"'{path}' starts a container and does not hand on '{entry.Key}'",
                $"add '-e {entry.Key}' there, or remove the variable"
            );
        }
    }
}
