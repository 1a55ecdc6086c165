using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary><c>build.sh</c> by itself, with an SDK that only writes down what it is asked.</summary>
[Collection(CloneCollection.Name)]
public sealed class BuildScriptTests : IDisposable
{
    // Descriptor 9 is the script's lock.
    private const string Sdk = """
        #!/usr/bin/env bash
        if [ "$1" = build ]; then
          if { : >&9; } 2>/dev/null; then echo "the compiler holds the lock" >&2; exit 1; fi
          mkdir -p "$ROOT/artifacts/bin/Build/release" && touch "$ROOT/artifacts/bin/Build/release/Build.dll"
        else
          echo "runs ${*:2}"
        fi
        """;

    private readonly string root = Directory.CreateTempSubdirectory("buildkiteci-script-").FullName;

    public BuildScriptTests(Clone clone)
    {
        foreach (var folder in new[] { "build", "src", "sdk" }) Directory.CreateDirectory(Path.Combine(root, folder));
        foreach (var file in new[] { "global.json", "Directory.Build.props" }) File.WriteAllText(Path.Combine(root, file), "");
        File.Copy(Path.Combine(clone.Root, "build.sh"), Path.Combine(root, "build.sh"));
        File.WriteAllText(Path.Combine(root, "sdk/dotnet"), Sdk);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(root, "sdk/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task What_compiles_does_not_inherit_the_lock_since_a_compiler_that_stays_would_hold_up_every_later_run()
    {
        var run = await Cli.Wrap("bash")
            .WithArguments([Path.Combine(root, "build.sh"), "--target=Validate"])
            .WithEnvironmentVariables(environment => environment.Set("PATH", $"{Path.Combine(root, "sdk")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}").Set("ROOT", root))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldBe("runs --target=Validate\n");
        File.Exists(Path.Combine(root, "artifacts/build.lock")).ShouldBeTrue();
    }
}
