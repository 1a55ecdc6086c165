using BuildkiteCi.Core;
using BuildkiteCi.Machine;

namespace TestSupport;

/// <summary>Real repositories of one test's own.</summary>
internal sealed class GitSandbox : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GitSandbox()
    {
        Directory.CreateDirectory(Path("upstream"));
        Git("upstream", "init", "--quiet", "--initial-branch=main");
        // Servers differ in this; GitHub's hand out any commit.
        Git("upstream", "config", "uploadpack.allowAnySHA1InWant", "true");
    }

    /// <summary>The repository that is worked in.</summary>
    public string Path(string repository) => System.IO.Path.Combine(folder.Path, repository);

    /// <summary>Writes files (a null text removes one), commits, and gives the commit's hash.</summary>
    public string Commit(params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var full = System.IO.Path.Combine(Path("upstream"), path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            if (text is null) File.Delete(full);
            else File.WriteAllText(full, text);
        }

        Git("upstream", "add", "--all");
        Git("upstream", "commit", "--quiet", "--allow-empty", "--message", "change");
        return Git("upstream", "rev-parse", "HEAD");
    }

    /// <summary>Clones the upstream as an agent would.</summary>
    public void Clone(string name, params string[] options) =>
        Git(".", ["clone", "--quiet", .. options, new Uri(Path("upstream")).AbsoluteUri, name]);

    /// <summary>Runs git and gives its output without the last line break.</summary>
    public string Git(string repository, params string[] arguments)
    {
        var command = CommandLine.Of(
            "git",
            ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "protocol.file.allow=always", .. arguments]
        ) with
        {
            Folder = Path(repository),
        };
        var exit = new ProcessRunner(folder.Path, TimeProvider.System)
            .RunAsync(command, onLine: null, TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult();
        exit.Succeeded.ShouldBeTrue($"{command}: {exit.ErrorOutput}");
        return exit.Output.TrimEnd('\n');
    }

    public void Dispose() => folder.Dispose();
}
