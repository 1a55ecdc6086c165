using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>
/// When <c>build.sh</c> and <c>build.ps1</c> compile, with an SDK that only notes what it is asked for. The folder's name holds blanks and
/// letters beyond ASCII.
/// </summary>
public sealed class BuildScriptTests : IDisposable
{
    // Descriptor 9 is the script's lock.
    private const string Sdk = """
        #!/usr/bin/env bash
        if [ "$1" = build ]; then
          if { : >&9; } 2>/dev/null; then echo "the compiler holds the lock" >&2; exit 1; fi
          if [ -f "$ROOT/broken" ]; then echo "Program.cs(1,1): error CS1002" >&2; exit 1; fi
          mkdir -p "$ROOT/artifacts/bin/Build/release"
          find "$ROOT/build" -name '*.cs' -newer "$ROOT/artifacts/bin/Build/release/Build.dll" -printf '%f\n' 2>/dev/null >"$ROOT/seen"
          touch "$ROOT/artifacts/bin/Build/release/Build.dll"
        else
          echo "runs ${*:2}"
        fi
        """;

    // PowerShell that came as a tool puts the folder of the SDK that runs it before all others: a function goes before that.
    private const string InPowerShell =
        "function dotnet { & \"$env:ROOT/sdk/dotnet\" @args }; & \"$env:ROOT/build.ps1\" --target=Validate; exit $LASTEXITCODE";

    private readonly string root = Directory.CreateTempSubdirectory("buildkiteci script é-").FullName;

    public BuildScriptTests()
    {
        foreach (var folder in new[] { "build", "src", "sdk" }) Directory.CreateDirectory(Path.Combine(root, folder));
        foreach (var file in new[] { "global.json", "Directory.Build.props", "build/Program.cs", "src/ä ö.cs" }) Write(file, "1");
        foreach (var script in new[] { "build.sh", "build.ps1" })
            File.Copy(Path.Combine(Repository.Root, script), Path.Combine(root, script));
        Write("sdk/dotnet", Sdk);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(root, "sdk/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static TheoryData<string> Scripts => ["build.sh", "build.ps1"];

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_first_run_compiles_and_the_second_does_not(string script)
    {
        (await CompilesAsync(script)).ShouldBeTrue();
        (await CompilesAsync(script)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Files_that_are_written_anew_with_the_content_that_was_compiled_need_no_compiler(string script)
    {
        await CompilesAsync(script);

        // As git does it for a branch and back: changed, and changed back, with new times and new files.
        Write("build/Program.cs", "2");
        Write("src/new.cs", "1");
        File.Delete(Path.Combine(root, "src/new.cs"));
        File.Delete(Path.Combine(root, "build/Program.cs"));
        Write("build/Program.cs", "1");
        Later("build/Program.cs");

        (await CompilesAsync(script)).ShouldBeFalse();
        (await CompilesAsync(script)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_changed_an_added_and_a_removed_file_are_each_compiled(string script)
    {
        await CompilesAsync(script);

        Write("build/Program.cs", "2");
        Later("build/Program.cs");
        (await CompilesAsync(script)).ShouldBeTrue();
        Write("src/new.cs", "1");
        Later("src/new.cs");
        (await CompilesAsync(script)).ShouldBeTrue();
        File.Delete(Path.Combine(root, "src/new.cs"));
        Later("src");
        (await CompilesAsync(script)).ShouldBeTrue();
        (await CompilesAsync(script)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_file_that_is_copied_over_a_newer_one_is_compiled_and_the_SDK_sees_it()
    {
        await CompilesAsync("build.sh");

        Write("build/Program.cs", "2");
        File.SetLastWriteTimeUtc(Path.Combine(root, "build/Program.cs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await CompilesAsync("build.sh")).ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(root, "seen"), TestContext.Current.CancellationToken)).ShouldBe("Program.cs\n");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task After_sources_that_did_not_compile_the_next_run_compiles_even_where_they_are_put_back(string script)
    {
        await CompilesAsync(script);
        Write("build/Program.cs", "2");
        Later("build/Program.cs");
        Write("broken", "");
        var broken = await RunAsync(script);
        File.Delete(Path.Combine(root, "broken"));
        Write("build/Program.cs", "1");

        broken.ExitCode.ShouldBe(1, broken.StandardOutput);
        broken.StandardError.ShouldContain("Program.cs(1,1): error CS1002");
        (await CompilesAsync(script)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_compiles_does_not_inherit_the_lock_since_a_compiler_that_stays_would_hold_up_every_later_run()
    {
        var run = await RunAsync("build.sh");

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldBe("runs --target=Validate\n");
        File.Exists(Path.Combine(root, "artifacts/build.lock")).ShouldBeTrue();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(root, file), text);

    // Times are compared by the second in places: what comes later is set to be later. A folder's time is that of its last change.
    private void Later(string path)
    {
        var time = DateTime.UtcNow.AddSeconds(2);
        if (Directory.Exists(Path.Combine(root, path))) Directory.SetLastWriteTimeUtc(Path.Combine(root, path), time);
        else File.SetLastWriteTimeUtc(Path.Combine(root, path), time);
    }

    private async Task<bool> CompilesAsync(string script)
    {
        var run = await RunAsync(script);
        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldBe("runs --target=Validate\n");
        return run.StandardError.Contains("compiling");
    }

    private async Task<BufferedCommandResult> RunAsync(string script) =>
        await (script == "build.sh"
                ? Cli.Wrap("bash").WithArguments([Path.Combine(root, script), "--target=Validate"])
                : Cli.Wrap(PowerShellTests.Program()).WithArguments(["-NoProfile", "-Command", InPowerShell]))
            .WithEnvironmentVariables(environment =>
                environment
                    .Set(
                        "PATH",
                        script == "build.sh"
                            ? $"{Path.Combine(root, "sdk")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"
                            : Environment.GetEnvironmentVariable("PATH")
                    )
                    .Set("ROOT", root)
                    .Set("BUILDKITECI_CACHE", "")
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
