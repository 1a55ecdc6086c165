using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>Runs git in one folder, always in English, never asking a question, never with a hook's leftovers in its environment.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="credential">What git logs in with at the remote; null: whatever git is set up with.</param>
internal sealed class GitRepository(IProcessRunner processes, string folder, GitCredential? credential)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // A hook or an outer git sets these to mean its own repository, and traces may write secrets into logs.
    private static readonly ImmutableDictionary<string, string?> Clean = ImmutableDictionary
        .CreateRange(
            StringComparer.Ordinal,
            new[]
            {
                "GIT_DIR",
                "GIT_WORK_TREE",
                "GIT_INDEX_FILE",
                "GIT_OBJECT_DIRECTORY",
                "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                "GIT_NAMESPACE",
                "GIT_PREFIX",
                "GIT_TRACE",
                "GIT_TRACE_CURL",
                "GIT_TRACE_PACKET",
                "GIT_CURL_VERBOSE",
            }.Select(name => KeyValuePair.Create(name, (string?)null))
        )
        .AddRange(GitQuestions.Environment);

    /// <summary>Runs a git command and gives how it ended.</summary>
    public async Task<ProcessExit> TryAsync(string? input, CancellationToken cancellationToken, params ImmutableArray<string> arguments)
    {
        var exit = await processes.RunAsync(
            new CommandLine("git", [.. credential?.Options ?? [], .. arguments])
            {
                Folder = folder,
                Environment = credential is null ? Clean : Clean.AddRange(credential.Environment),
                Input = input,
                Timeout = Longest,
            },
            onLine: null,
            cancellationToken);
        return credential is null
            ? exit
            : exit with
            {
                Output = credential.Redact(exit.Output),
                ErrorOutput = credential.Redact(exit.ErrorOutput),
            };
    }

    /// <summary>Runs a git command that cannot fail for a reason that users know.</summary>
    /// <returns>What it wrote to standard output, without the last line end.</returns>
    /// <exception cref="PublishException">It failed all the same.</exception>
    public async Task<string> RunAsync(string? input, CancellationToken cancellationToken, params ImmutableArray<string> arguments)
    {
        var exit = await TryAsync(input, cancellationToken, arguments);
        return exit.Succeeded ? exit.Output.TrimEnd('\n') : throw new PublishException(Failed(arguments, exit));
    }

    /// <summary>A failure in words: the command, its status, what it said.</summary>
    public static string Failed(ImmutableArray<string> arguments, ProcessExit exit)
    {
        var said = string.Join(
            "; ",
            $"{exit.StartError}\n{exit.ErrorOutput}"
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .TakeLast(6)
        );
        var how = exit.TimedOut ? $"did not end within {Longest.TotalMinutes:0} minutes" : $"ended with status {exit.Status}";
        return $"'git {arguments[0]}' {how}: {said}";
    }
}
