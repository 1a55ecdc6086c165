using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Machine;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

/// <summary>The history of a sandbox's clones, as composing reads it.</summary>
internal static class GitSandboxHistory
{
    /// <summary>What reads the history of a clone.</summary>
    public static GitHistory History(this GitSandbox git, string repository) =>
        new(new ProcessRunner(git.Path(repository), TimeProvider.System));
}
