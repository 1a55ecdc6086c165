using System.Collections.Concurrent;

namespace Cake.Buildkite;

/// <summary>The versions of the agents that were asked, by the program's path; several callers at once share one question.</summary>
internal sealed class AgentVersions
{
    private readonly ConcurrentDictionary<string, Lazy<Task<BuildkiteAgentVersion>>> known = new(StringComparer.Ordinal);

    /// <param name="settings">Where the program is and how it is started.</param>
    /// <param name="run">Runs the question.</param>
    public async Task<BuildkiteAgentVersion> OfAsync(BuildkiteAgentSettings settings, Func<AgentCall, Task<AgentExit>> run)
    {
        var program = ProgramOf(settings);
        var answer = known.GetOrAdd(program, _ => new(() => AskAsync(settings, run)));
        try
        {
            return await answer.Value;
        }
        catch
        {
            // A failure, or the cancellation of the first caller, is nobody else's answer.
            known.TryRemove(new(program, answer));
            throw;
        }
    }

    /// <summary>The version where it has been asked by now; null: nobody has, and a question of its own before every call would be too
    /// much.</summary>
    public BuildkiteAgentVersion? Known(BuildkiteAgentSettings settings) =>
        known.TryGetValue(ProgramOf(settings), out var answer)
        && answer is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } version }
            ? version.Result
            : null;

    private static string ProgramOf(BuildkiteAgentSettings settings) => settings.ToolPath?.FullPath ?? "";

    private static async Task<BuildkiteAgentVersion> AskAsync(BuildkiteAgentSettings settings, Func<AgentCall, Task<AgentExit>> run)
    {
        var question = new AgentCall(settings.SameAgent(new VersionSettings())) { Repeatable = true };
        var exit = await run(question);
        return BuildkiteAgentVersion.Parse(exit.Output) ?? throw new BuildkiteAgentException(
            "--version", BuildkiteAgentFault.Failed, exit.Status, $"'{exit.Line}' holds no version", "set AgentVersion in the settings");
    }

    private sealed class VersionSettings : BuildkiteAgentSettings
    {
        internal override string Command => "--version";

        internal override TimeSpan Patience => TimeSpan.FromMinutes(1);
    }
}
