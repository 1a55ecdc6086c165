using BuildkiteCi.Machine;

namespace BuildkiteCi.Matrices.Tests.Publishing;

/// <summary>A bare repository and a working copy of it, with a change that is not committed.</summary>
internal sealed class GitRemote : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private GitRemote()
    {
    }

    public string Bare => Path.Combine(folder.Path, "remote.git");

    public string WorkingCopy => Path.Combine(folder.Path, "copy");

    public static async Task<GitRemote> CreateAsync()
    {
        var remote = new GitRemote();
        await remote.GitAsync(remote.folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git");
        await remote.GitAsync(remote.folder.Path, "clone", "--quiet", "remote.git", "copy");
        await remote.CommitAsync("README.md", "# Matrices\n<!-- START: models -->\n<!-- END: models -->\n");
        remote.Write("README.md", "changed, not committed\n");
        remote.Write("untracked.txt", "mine\n");
        return remote;
    }

    public void Write(string path, string text) => folder.Write(Path.Combine("copy", path), text);

    /// <summary>An empty folder.</summary>
    public string Scratch() => Directory.CreateDirectory(Path.Combine(folder.Path, $"scratch-{Guid.NewGuid():N}")).FullName;

    /// <summary>Makes an executable script.</summary>
    public string Script(string path, string text)
    {
        var full = folder.Write(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(full, (UnixFileMode)0b111_101_101);
        return full;
    }

    /// <summary>Commits a file in the working copy and pushes it.</summary>
    public async Task CommitAsync(string path, string text)
    {
        Write(path, text);
        await GitAsync(WorkingCopy, "add", path);
        await GitAsync(WorkingCopy, "commit", "--quiet", "--message", $"Change {path}");
        await GitAsync(WorkingCopy, "push", "--quiet", "origin", "HEAD:main");
    }

    /// <summary>The branch's commits, newest first: the subjects.</summary>
    public async Task<string[]> SubjectsAsync() =>
        (await GitAsync(Bare, "log", "--format=%s", "main")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A file's text on the branch.</summary>
    public async Task<string> FileAsync(string path) => await GitAsync(Bare, "show", $"main:{path}");

    /// <summary>The paths of all files on the branch.</summary>
    public async Task<string[]> FilesAsync() =>
        (await GitAsync(Bare, "ls-tree", "-r", "--name-only", "main")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Everything about the working copy that a publication must not change.</summary>
    public async Task<string> StateAsync() =>
        await GitAsync(WorkingCopy, "status", "--porcelain=v2", "--branch")
        + await GitAsync(WorkingCopy, "for-each-ref")
        + File.ReadAllText(Path.Combine(WorkingCopy, "README.md"))
        + await GitAsync(WorkingCopy, "config", "--list", "--local")
        + Convert.ToHexString(File.ReadAllBytes(Path.Combine(WorkingCopy, ".git", "index")));

    public Task<string> GitAsync(string where, params ReadOnlySpan<string> arguments) =>
        RunAsync(
            CommandLine.Of("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", .. arguments]) with
            {
                Folder = where,
            }
        );

    public void Dispose() => folder.Dispose();

    private static async Task<string> RunAsync(CommandLine command)
    {
        var exit = await new ProcessRunner(command.Folder!, TimeProvider.System).RunAsync(
            command,
            null,
            TestContext.Current.CancellationToken
        );
        exit.Succeeded.ShouldBeTrue($"{command}: {exit.ErrorOutput}{exit.StartError}");
        return exit.Output;
    }
}
