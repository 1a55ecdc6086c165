using System.Collections.Immutable;

namespace BuildkiteCi.Core;

/// <summary>Questions to git that change nothing.</summary>
public static class GitQuestions
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    /// <summary>What every call of git has in its environment: nobody is asked for a password, and messages are in English.</summary>
    public static ImmutableDictionary<string, string?> Environment { get; } =
        ImmutableDictionary<string, string?>.Empty.Add("GIT_TERMINAL_PROMPT", "0").Add("LC_ALL", "C");

    /// <summary>Asks git.</summary>
    /// <param name="processes">Starts it.</param>
    /// <param name="folder">Where it is asked; null: the root.</param>
    /// <param name="arguments">The words behind <c>git</c>.</param>
    /// <param name="cancellationToken">Ends the call; it ends by itself after two minutes.</param>
    /// <returns>What it printed; null where it failed, as in a folder that is no repository.</returns>
    public static async Task<string?> AskGitAsync(
        this IProcessRunner processes,
        string? folder,
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(processes);
        var git = new CommandLine("git", arguments)
        {
            Folder = folder,
            Timeout = LongestCall,
            Environment = Environment,
        };
        var exit = await processes.RunAsync(git, onLine: null, cancellationToken);
        return exit.Succeeded ? exit.Output : null;
    }
}
