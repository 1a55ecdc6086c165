using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>One call of the agent's stand-in, with everything that it may touch.</summary>
/// <param name="Words">The command line behind <c>buildkite-agent</c>.</param>
/// <param name="Build">The local build.</param>
/// <param name="Environment">The caller's environment.</param>
/// <param name="Folder">The caller's folder.</param>
public sealed record AgentCall(
    ImmutableArray<string> Words,
    LocalBuild Build,
    IReadOnlyDictionary<string, string> Environment,
    string Folder
)
{
    /// <summary>Measures and waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

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

    /// <summary>Refuses a call that names another build: the local one knows no other.</summary>
    internal void CheckBuild(AgentArguments arguments)
    {
        if (arguments.Text("build") is { Length: > 0 } build && build != Environment.GetValueOrDefault("BUILDKITE_BUILD_ID"))
            throw new AgentFailure($"404 Not Found: a local build knows no other build, and '{build}' is one");
    }

    /// <summary>
    /// Masks what this call knows for secrets: variables by their names, unless the caller switched that off, and what its step declares
    /// (<c>secrets</c>).
    /// </summary>
    internal Redaction Redaction(AgentArguments arguments)
    {
        var declared = Environment.GetValueOrDefault(JobVariables.SecretsVariable, "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return Core
            .Redaction.Of(JobSecrets.Of(Environment, arguments.Text("redacted-vars")))
            .With(declared.Select(name => Environment.GetValueOrDefault(name, "")));
    }

    /// <summary>A text without secrets; the caller is warned where it held one.</summary>
    internal async Task<string> WithoutSecretsAsync(AgentArguments arguments, string text, string what)
    {
        var redaction = Redaction(arguments);
        if (!redaction.Finds(text)) return text;
        await Log.WriteLineAsync($"buildkite-agent: warning: {what} holds a secret, which is replaced with {Core.Redaction.Mask}");
        return redaction.Apply(text);
    }

    /// <summary>Everything on standard input, as it is.</summary>
    internal string ReadInput() => Input?.ReadToEnd() ?? "";
}
