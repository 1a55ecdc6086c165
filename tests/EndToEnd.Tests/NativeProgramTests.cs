using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>
/// When <c>build.sh</c> compiles a native program, and when it starts it. The SDK "compiles" programs that print what they are; that a real
/// one does what the usual one does, the tests of the tasks show where <c>NATIVE_PROGRAM</c> names it.
/// </summary>
public sealed class NativeProgramTests : IDisposable
{
    private const string Sdk = """
        #!/usr/bin/env bash
        case $1 in
          build)
            folder=${2%/build/Build.csproj}
            mkdir -p "$folder/artifacts/bin/Build/release"
            cat "$folder/build/Program.cs" >"$folder/artifacts/bin/Build/release/Build.dll"
            ;;
          publish)
            echo "$*" >>"$HOME/published"
            source=$(cat "${2%/Build.csproj}/Program.cs")
            if [ -f "$HOME/slow" ]; then echo changed >"${2%/Build.csproj}/Program.cs"; fi
            while [ "$1" != --output ]; do shift; done
            if [ -f "$HOME/fails" ]; then echo "made.csproj : error NETSDK9: no linker here"; exit 1; fi
            mkdir -p "$2"
            printf '%s\n' '#!/usr/bin/env bash' "echo \"$source natively: \$*\"" >"$2/Build"
            chmod +x "$2/Build"
            ;;
          *) echo "$(cat "$1"): ${*:2}" ;;
        esac
        """;

    private static readonly string[] Tools =
    [
        "awk",
        "bash",
        "cat",
        "chmod",
        "cp",
        "cut",
        "dirname",
        "find",
        "flock",
        "git",
        "grep",
        "mkdir",
        "mktemp",
        "mv",
        "nice",
        "rm",
        "sha256sum",
        "sort",
        "tail",
        "tar",
        "touch",
        "true",
        "uname",
        "xargs",
    ];

    private readonly string home = Directory.CreateTempSubdirectory("buildkiteci native é-").FullName;

    public NativeProgramTests()
    {
        foreach (var folder in new[] { "tools", "checkout/build", "checkout/src" }) Directory.CreateDirectory(Path.Combine(home, folder));
        foreach (var tool in Tools)
            File.CreateSymbolicLink(
                Path.Combine(home, "tools", tool),
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(place => Path.Combine(place, tool)).First(File.Exists)
            );
        WriteScript("tools/dotnet", Sdk);
        WriteScript("tools/clang", "#!/bin/sh\n");
        // In the foreground, so that a test sees what came of it.
        WriteScript("tools/setsid", "#!/bin/sh\nshift\nexec \"$@\"\n");
        File.Copy(Path.Combine(Repository.Root, "build.sh"), Path.Combine(Root, "build.sh"));
        File.WriteAllText(Path.Combine(Root, "global.json"), "{}");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(Root, "build/Program.cs"), "first");
        File.WriteAllText(Path.Combine(Root, "src/Domain.cs"), "");
    }

    private string Root => Path.Combine(home, "checkout");

    private int Published => File.Exists(Path.Combine(home, "published")) ? File.ReadAllLines(Path.Combine(home, "published")).Length : 0;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task A_native_program_of_committed_sources_is_compiled_beside_and_started_from_then_on()
    {
        await CommitAsync();

        var first = await RunAsync();
        first.StandardError.ShouldContain("compiling a native program in the background");
        var second = await RunAsync();
        second.StandardOutput.ShouldBe("first natively: --target=Validate\n");
        second.StandardError.ShouldBeEmpty();
        Published.ShouldBe(1);
    }

    [Fact]
    public async Task Another_checkout_of_the_same_sources_starts_the_native_program_too()
    {
        await CommitAsync();
        await RunAsync();

        Directory.Delete(Path.Combine(Root, "artifacts"), recursive: true);

        (await RunAsync()).StandardOutput.ShouldBe("first natively: --target=Validate\n");
    }

    [Fact]
    public async Task Changed_sources_are_not_what_the_native_program_was_made_of()
    {
        await CommitAsync();
        await RunAsync();

        await File.WriteAllTextAsync(Path.Combine(Root, "build/Program.cs"), "second", TestContext.Current.CancellationToken);
        var changed = await RunAsync();

        changed.StandardOutput.ShouldBe("second: --target=Validate\n");
        changed.StandardError.ShouldNotContain("native");
        Published.ShouldBe(1);
    }

    [Theory]
    [InlineData("BUILDKITE", "true")]
    [InlineData("CI", "true")]
    [InlineData("BUILDKITECI_NATIVE", "never")]
    public async Task No_job_of_CI_compiles_one_and_nobody_who_does_not_want_it(string name, string value)
    {
        await CommitAsync();

        await RunAsync((name, value));
        var run = await RunAsync((name, value));

        run.StandardOutput.ShouldBe("first: --target=Validate\n");
        run.StandardError.ShouldBeEmpty();
        Published.ShouldBe(0);
    }

    [Theory]
    [InlineData("Test")]
    [InlineData("Pack")]
    public async Task Targets_that_compile_have_the_processors_for_themselves(string target)
    {
        await CommitAsync();

        await RunAsync($"--target={target}", []);

        Published.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_of_CI_starts_one_that_its_machine_has()
    {
        await CommitAsync();
        await RunAsync(("BUILDKITECI_NATIVE", "now"));

        (await RunAsync(("BUILDKITE", "true"))).StandardOutput.ShouldBe("first natively: --target=Validate\n");
        (await RunAsync(("BUILDKITECI_NATIVE", "never"))).StandardOutput.ShouldBe("first: --target=Validate\n");
    }

    [Fact]
    public async Task Who_asks_for_it_now_waits_for_it_whatever_is_committed()
    {
        var run = await RunAsync(("BUILDKITECI_NATIVE", "now"));

        run.StandardOutput.ShouldBe("first natively: --target=Validate\n");
        run.StandardError.ShouldContain("it takes some minutes");
    }

    [Fact]
    public async Task A_native_program_that_cannot_be_compiled_is_an_error_once_and_the_usual_one_runs()
    {
        await CommitAsync();
        await File.WriteAllTextAsync(Path.Combine(home, "fails"), "", TestContext.Current.CancellationToken);

        (await RunAsync()).StandardOutput.ShouldBe("first: --target=Validate\n");
        var second = await RunAsync();
        var asked = await RunAsync(("BUILDKITECI_NATIVE", "now"));

        second.StandardError.ShouldBeEmpty();
        Published.ShouldBe(2);
        asked.StandardOutput.ShouldBe("first: --target=Validate\n");
        asked.StandardError.ShouldContain(
            "a native program cannot be compiled: made.csproj : error NETSDK9: no linker here; the usual one is started"
        );
        Directory.EnumerateFileSystemEntries(Path.Combine(home, "cache"), ".new-*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_native_program_of_sources_that_changed_meanwhile_is_not_kept()
    {
        await CommitAsync();
        await File.WriteAllTextAsync(Path.Combine(home, "slow"), "", TestContext.Current.CancellationToken);

        var run = await RunAsync(("BUILDKITECI_NATIVE", "now"));

        run.StandardError.ShouldContain("the sources changed meanwhile");
        Directory.EnumerateFiles(Path.Combine(home, "cache"), "Build", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_without_a_linker_goes_on_without()
    {
        await CommitAsync();
        File.Delete(Path.Combine(home, "tools/clang"));

        var run = await RunAsync();
        var asked = await RunAsync(("BUILDKITECI_NATIVE", "now"));

        run.StandardOutput.ShouldBe("first: --target=Validate\n");
        asked.StandardOutput.ShouldBe("first: --target=Validate\n");
        asked.StandardError.ShouldContain("a native program needs the .NET SDK, and clang or gcc; the usual one is started");
        Published.ShouldBe(0);
    }

    /// <summary>Tasks are found by their types: a program of another name, as <c>Pack</c> makes it, must keep its own, too.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("buildkiteci")]
    public async Task A_native_program_keeps_its_own_types_whatever_its_name(string name)
    {
        var project = Path.Combine(Repository.Root, "build/Build.csproj");
        async Task<string[]> Evaluated(string what) =>
            [
                .. (
                    await Cli.Wrap("dotnet")
                        .WithArguments(["msbuild", project, "-p:PublishAs=native", $"-p:ProgramName={name}", what])
                        .ExecuteBufferedAsync(TestContext.Current.CancellationToken)
                ).StandardOutput.Split('\n').Select(line => line.Trim()),
            ];

        var assembly = (await Evaluated("-getProperty:AssemblyName"))[0];

        assembly.ShouldBe(name.Length == 0 ? "Build" : name);
        (await Evaluated("-getItem:TrimmerRootAssembly")).ShouldContain($"\"Identity\": \"{assembly}\",");
    }

    private async Task CommitAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, ".gitignore"), "/artifacts/\n", TestContext.Current.CancellationToken);
        await RepositoryCopy.GitAsync(Root, "init", "--quiet");
        await RepositoryCopy.GitAsync(Root, "add", "--all");
        await RepositoryCopy.GitAsync(Root, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "--message", "x");
    }

    private Task<BufferedCommandResult> RunAsync(params (string Name, string Value)[] variables) => RunAsync("--target=Validate", variables);

    private async Task<BufferedCommandResult> RunAsync(string argument, (string Name, string Value)[] variables) =>
        await Cli.Wrap(Path.Combine(home, "tools/bash"))
            .WithArguments([Path.Combine(Root, "build.sh"), argument])
            .WithEnvironmentVariables(environment =>
            {
                string[] others = ["BUILDKITE", "CI", "BUILDKITECI_SHARE", "BUILDKITECI_PROGRAM_SHA256", "BUILDKITECI_NATIVE", "DOTNET_ROOT"];
                foreach (var name in others) environment.Set(name, null);
                environment
                    .Set("HOME", home)
                    .Set("BUILDKITECI_CACHE", Path.Combine(home, "cache"))
                    .Set("PATH", Path.Combine(home, "tools"));
                foreach (var (name, value) in variables) environment.Set(name, value);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    private void WriteScript(string path, string text)
    {
        var full = Path.Combine(home, path);
        File.WriteAllText(full, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
