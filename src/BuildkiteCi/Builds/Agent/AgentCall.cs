using System.Collections.Immutable;
using BuildkiteCi.Builds.Local;

namespace BuildkiteCi.Builds.Agent;

/// <summary>One call of the agent's stand-in, with everything that it may touch.</summary>
/// <param name="Words">The command line behind <c>buildkite-agent</c>.</param>
/// <param name="Build">The local build.</param>
/// <param name="Environment">The caller's environment.</param>
/// <param name="Folder">The caller's folder.</param>
public sealed record AgentCall(ImmutableArray<string> Words, LocalBuild Build, IReadOnlyDictionary<string, string> Environment, string Folder)
{
    /// <summary>Starts git.</summary>
    public required IProcessRunner Processes { get; init; }

    /// <summary>What is handed over on standard input; null: it is a device, and nothing is.</summary>
    public TextReader? Input { get; init; }

    /// <summary>Takes results, and nothing else.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Takes log lines.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    /// <summary>The job that calls; null: none does.</summary>
    internal string? Job => Environment.GetValueOrDefault("BUILDKITE_JOB_ID") is { Length: > 0 } job ? job : null;

    /// <summary>Everything on standard input, as it is.</summary>
    internal string ReadInput() => Input?.ReadToEnd() ?? "";
}
