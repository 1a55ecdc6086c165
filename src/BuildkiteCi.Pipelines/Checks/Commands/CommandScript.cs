using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>A script that a step runs: its command, a file that the command runs, or the text behind <c>bash -c</c>.</summary>
/// <param name="Shell">The script.</param>
/// <param name="LocationAt">Where an index of its text is in its file.</param>
/// <param name="Folder">Where it starts, relative to the repository; null where that is not known.</param>
internal sealed record CommandScript(ShellScript Shell, Func<int, SourceLocation> LocationAt, string? Folder)
{
    private List<SimpleCommand>? commands;
    private List<PathUse>? uses;

    /// <summary>Its simple commands, those in loops and substitutions too.</summary>
    public IReadOnlyList<SimpleCommand> Commands => commands ??= [.. ShellWalk.Commands(Shell.Commands)];

    /// <summary>The paths that they name.</summary>
    public IReadOnlyList<PathUse> Uses(RepositoryPaths paths) => uses ??= [.. PathUses.Of(this, paths)];

    /// <summary>Whether a failure of any command of a pipe counts.</summary>
    public bool HasPipefail => Shell.Text.Contains("pipefail", StringComparison.Ordinal);

    /// <summary>Whether the shell ends at the first command that fails, as the agent's does.</summary>
    public bool StopsAtFailure { get; init; }

    /// <summary>The step whose command this is, or that runs it.</summary>
    public CommandStep? Step { get; init; }

    /// <summary>Variables that the step and its pipeline set.</summary>
    public FrozenSet<string> Variables { get; init; } = [];

    /// <summary>Where the step's command holds expressions that the agent replaces before any shell sees them.</summary>
    public FrozenSet<SourceLocation> OfUpload { get; init; } = [];

    /// <summary>The keys of the document's steps as they are written, each with whether the step may fail.</summary>
    public IReadOnlyDictionary<string, bool> SoftFailing { get; init; } = ImmutableDictionary<string, bool>.Empty;

    /// <summary>The file, where the script is one.</summary>
    public string? Path { get; init; }

    /// <summary>Whether something between it and the agent (a container's start) decides where it runs.</summary>
    public bool IsWrapped { get; init; }
}
