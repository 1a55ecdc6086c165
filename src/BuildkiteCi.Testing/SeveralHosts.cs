using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Testing;

/// <summary>How stages run on machines of several hosts: by a command of the repository that reaches them all.</summary>
/// <param name="Queues">Queues of such machines.</param>
/// <param name="Command">The command, on the machine itself; the stage's own command is its last argument.</param>
public sealed record SeveralHosts(ImmutableArray<string> Queues, string Command)
{
    private const string Queue = "BUILDKITE_AGENT_META_DATA_QUEUE";

    /// <summary>No machine has several.</summary>
    public static SeveralHosts None { get; } = new([], "");

    /// <summary>The stage as it is run on this job's machine: as it is where that has one host.</summary>
    public StageJob Apply(StageJob job) =>
        job.Environment.TryGetValue(Queue, out var queue) && Queues.Contains(queue) && !job.IsStepCommand
            ? job with { Command = $"{Command} {ShellWord.Quote(job.Command)}", IsStepCommand = true }
            : job;
}
