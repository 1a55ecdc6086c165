using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>
/// How jobs and checkouts share one program: by the cache of a machine, and by an artifact of the build. The SDK "compiles" a program that
/// prints the source that it was made of, and notes that it was asked.
/// </summary>
public sealed class SharedProgramTests : IDisposable
{
    private const string Sdk = """
        #!/usr/bin/env bash
        case $1 in
          build)
            echo compiled >>"$SHELF/compiled"
            folder=${2%/build/Build.csproj}
            mkdir -p "$folder/artifacts/bin/Build/release"
            cat "$folder/build/Program.cs" >"$folder/artifacts/bin/Build/release/Build.dll"
            ;;
          publish)
            [[ " $* " = *" --runtime linux-arm64 "*" -p:PublishAs=self-contained "* ]] || { echo "no such platform" >&2; exit 1; }
            while [ "$1" != --output ]; do shift; done
            mkdir -p "$2"
            echo "$(cat "${0%/sdk/dotnet}/composing/build/Program.cs")" >"$2/Build.dll"
            printf '%s\n' '#!/usr/bin/env bash' 'echo "$(cat "${0%/*}/Build.dll") alone: $*"' >"$2/Build"
            chmod +x "$2/Build"
            ;;
          --list-runtimes)
            echo "Microsoft.NETCore.App 9.0.1 [$SHELF/sdk/shared/Microsoft.NETCore.App]"
            echo "Microsoft.NETCore.App 10.0.3 [$SHELF/sdk/shared/Microsoft.NETCore.App]"
            ;;
          *) echo "$(cat "$1") of $BUILDKITECI_REPOSITORY: ${*:2} (${BUILDKITECI_PROGRAM_SHA256:-none} ${BUILDKITECI_PROGRAM_JOB:-none})" ;;
        esac
        """;

    private const string Agent = """
        #!/usr/bin/env bash
        printf '%s\n' "$*" >>"$SHELF/calls"
        case "$1 $2" in
          "artifact upload") if [ -f "$SHELF/full" ]; then echo "fatal: no space" >&2; exit 1; fi; cp "$3" "$SHELF/artifacts/" ;;
          "artifact download") cp "$SHELF/artifacts/$3" "$4" ;;
        esac
        """;

    // All that an agent needs which has no SDK.
    private static readonly string[] Tools =
    [
        "bash",
        "cat",
        "chmod",
        "cp",
        "cut",
        "dirname",
        "env",
        "find",
        "flock",
        "grep",
        "gzip",
        "mkdir",
        "mktemp",
        "mv",
        "rm",
        "sha256sum",
        "sort",
        "tail",
        "tar",
        "touch",
        "uname",
        "xargs",
    ];

    private readonly string shelf = Directory.CreateTempSubdirectory("buildkiteci shared é-").FullName;

    public SharedProgramTests()
    {
        foreach (var folder in new[] { "sdk/host/fxr/10.0.3", "sdk/shared/Microsoft.NETCore.App/10.0.3", "tools", "agent", "artifacts" })
            Directory.CreateDirectory(Path.Combine(shelf, folder));
        File.WriteAllText(Path.Combine(shelf, "sdk/host/fxr/10.0.3/libhostfxr.so"), "host");
        File.WriteAllText(Path.Combine(shelf, "sdk/shared/Microsoft.NETCore.App/10.0.3/System.Runtime.dll"), "runtime");
        WriteScript("sdk/dotnet", Sdk);
        WriteScript("agent/buildkite-agent", Agent);
        foreach (var tool in Tools)
            File.CreateSymbolicLink(
                Path.Combine(shelf, "tools", tool),
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(place => Path.Combine(place, tool)).First(File.Exists)
            );
    }

    private int Compiled => File.Exists(Path.Combine(shelf, "compiled")) ? File.ReadAllLines(Path.Combine(shelf, "compiled")).Length : 0;

    private string Archive => Path.Combine(shelf, "artifacts/buildkiteci-linux-x64.tar.gz");

    private string Sum => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Archive)));

    public void Dispose() => Directory.Delete(shelf, recursive: true);

    [Fact]
    public async Task A_second_checkout_of_the_same_sources_takes_the_first_ones_program()
    {
        var (one, other) = (Checkout("one", "first"), Checkout("other one", "first"));

        (await RunAsync(one)).StandardOutput.ShouldStartWith($"first of {one}: --target=Validate");
        var second = await RunAsync(other);

        second.StandardOutput.ShouldStartWith($"first of {other}: --target=Validate");
        second.StandardError.ShouldBeEmpty();
        Compiled.ShouldBe(1);
    }

    [Fact]
    public async Task A_checkout_that_was_cleaned_compiles_nothing_and_one_with_other_sources_does()
    {
        var one = Checkout("one", "first");
        await RunAsync(one);

        Directory.Delete(Path.Combine(one, "artifacts"), recursive: true);
        (await RunAsync(one)).StandardOutput.ShouldStartWith("first of");
        Compiled.ShouldBe(1);
        (await RunAsync(Checkout("changed", "second"))).StandardOutput.ShouldStartWith("second of");
        (await RunAsync(one)).StandardOutput.ShouldStartWith("first of");
        Compiled.ShouldBe(2);
    }

    [Fact]
    public async Task First_starts_at_the_same_time_harm_neither_each_other_nor_the_cache()
    {
        var same = Checkout("same", "first");
        var folders = new[] { same, same, same, Checkout("a", "first"), Checkout("b", "first"), Checkout("c", "second") };

        var runs = await Task.WhenAll(folders.Select(folder => RunAsync(folder)));

        runs.Select(run => run.StandardOutput.Split(' ')[0])
            .ShouldBe(["first", "first", "first", "first", "first", "second"], string.Concat(runs.Select(run => run.StandardError)));
        Directory.EnumerateDirectories(Path.Combine(shelf, "cache"), ".new-*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(Path.Combine(shelf, "cache"), "Build.dll", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Fact]
    public async Task What_a_job_that_was_ended_left_in_the_cache_is_never_run()
    {
        var one = Checkout("one", "first");
        await RunAsync(one);
        var entry = Path.GetDirectoryName(
            Directory.GetFiles(Path.Combine(shelf, "cache"), "Build.dll", SearchOption.AllDirectories).Single()
        )!;
        Directory.Move(entry, Path.Combine(Path.GetDirectoryName(entry)!, ".new-halfway"));
        Directory.CreateDirectory(entry);
        Directory.Delete(Path.Combine(one, "artifacts"), recursive: true);

        (await RunAsync(one)).StandardOutput.ShouldStartWith("first of");

        Compiled.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_cache_every_checkout_compiles_for_itself()
    {
        await RunAsync(Checkout("one", "first"), ("BUILDKITECI_CACHE", ""));
        await RunAsync(Checkout("other", "first"), ("BUILDKITECI_CACHE", ""));

        Compiled.ShouldBe(2);
        Directory.Exists(Path.Combine(shelf, "cache")).ShouldBeFalse();
    }

    [Fact]
    public async Task Programs_that_nobody_used_for_a_month_go_and_what_is_not_ours_stays()
    {
        var (old, foreign) = (Path.Combine(shelf, "cache", new string('a', 64)), Path.Combine(shelf, "cache/0.1.0"));
        foreach (var folder in new[] { old, foreign })
        {
            Directory.CreateDirectory(folder);
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddDays(-60));
        }

        await RunAsync(Checkout("one", "first"));

        (Directory.Exists(old), Directory.Exists(foreign)).ShouldBe((false, true));
    }

    [Fact]
    public async Task The_job_that_composes_a_build_makes_the_program_its_artifact_and_knows_its_checksum_and_itself()
    {
        var shared = await ShareAsync();

        shared.StandardOutput.ShouldContain($"({Sum} composing-job)");
        Entries()
            .ShouldBe([
                "Build.dll",
                "content",
                "dotnet/dotnet",
                "dotnet/host/fxr/10.0.3/libhostfxr.so",
                "dotnet/shared/Microsoft.NETCore.App/10.0.3/System.Runtime.dll",
            ]);
        (await File.ReadAllTextAsync(Path.Combine(shelf, "calls"), TestContext.Current.CancellationToken)).ShouldBe(
            "artifact upload buildkiteci-linux-x64.tar.gz\n"
        );
    }

    [Fact]
    public async Task A_build_whose_artifact_cannot_be_stored_is_composed_all_the_same()
    {
        await File.WriteAllTextAsync(Path.Combine(shelf, "full"), "", TestContext.Current.CancellationToken);

        var shared = await RunAsync(
            Checkout("composing", "first"),
            ("BUILDKITE", "true"),
            ("BUILDKITECI_SHARE", "true"),
            ("BUILDKITE_JOB_ID", "composing-job")
        );

        shared.ExitCode.ShouldBe(0);
        shared.StandardOutput.ShouldContain("(none none)");
        shared.StandardError.ShouldContain(
            "build.sh: the program for linux-x64 cannot be uploaded: fatal: no space; its jobs compile it themselves\n"
        );
    }

    [Theory]
    [InlineData("cache")]
    [InlineData("")]
    public async Task An_agent_without_an_SDK_takes_the_program_of_the_build(string cache)
    {
        await ShareAsync();
        var agent = Checkout("tpu agent", "first");

        var run = await OnAgentAsync(agent, Sum, ("BUILDKITECI_CACHE", cache.Length == 0 ? "" : Path.Combine(shelf, "cache of the agent")));
        var again = await OnAgentAsync(
            agent,
            Sum,
            ("BUILDKITECI_CACHE", cache.Length == 0 ? "" : Path.Combine(shelf, "cache of the agent"))
        );

        run.StandardOutput.ShouldStartWith($"first of {agent}: --target=Validate");
        run.StandardError.ShouldBe("build.sh: took the program of job composing-job\n");
        again.StandardError.ShouldBeEmpty();
        (await File.ReadAllLinesAsync(Path.Combine(shelf, "calls"), TestContext.Current.CancellationToken))
            .Count(call => call.StartsWith("artifact download", StringComparison.Ordinal))
            .ShouldBe(1);
        Compiled.ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_of_another_platform_takes_the_program_that_the_composing_job_made_for_it_on_request()
    {
        var shared = await RunAsync(
            Checkout("composing", "first"),
            ("BUILDKITE", "true"),
            ("BUILDKITECI_SHARE", "true"),
            ("BUILDKITECI_SHARE_ALSO", "linux-arm64 linux-x64 osx-arm64 solaris"),
            ("BUILDKITE_JOB_ID", "composing-job")
        );
        var agent = Checkout("arm agent", "first");
        File.Delete(Path.Combine(shelf, "tools/uname"));
        WriteScript("tools/uname", "#!/usr/bin/env bash\ncase $1 in -s) echo Linux ;; *) echo aarch64 ;; esac\n");
        var arm64 = Convert.ToHexStringLower(
            SHA256.HashData(
                await File.ReadAllBytesAsync(
                    Path.Combine(shelf, "artifacts/buildkiteci-linux-arm64.tar.gz"),
                    TestContext.Current.CancellationToken
                )
            )
        );

        var cache = ("BUILDKITECI_CACHE", Path.Combine(shelf, "cache of the agent"));
        var run = await OnAgentAsync(agent, Sum, cache, ("BUILDKITECI_PROGRAM_SHA256_linux_arm64", arm64));
        var again = await OnAgentAsync(agent, Sum, cache, ("BUILDKITECI_PROGRAM_SHA256_linux_arm64", arm64));
        var without = await OnAgentAsync(Checkout("other agent", "first"), Sum, ("BUILDKITECI_CACHE", ""));

        shared.StandardError.ShouldContain("the program for osx-arm64 cannot be packed: no such platform; its jobs compile it themselves");
        shared.StandardError.ShouldContain("'solaris' is no platform; write linux-arm64, for example");
        shared.StandardOutput.ShouldContain($"({Sum} composing-job)");
        run.StandardOutput.ShouldBe("first alone: --target=Validate\n", run.StandardError);
        run.StandardError.ShouldBe("build.sh: took the program of job composing-job\n");
        (again.StandardOutput, again.StandardError).ShouldBe(("first alone: --target=Validate\n", ""));
        without.StandardError.ShouldContain("another checksum than the job that composed this build gave");
    }

    [Theory]
    [InlineData("broken", "has another checksum than the job that composed this build gave")]
    [InlineData("truncated", "cannot be unpacked")]
    [InlineData("missing", "cannot be downloaded")]
    [InlineData("of other sources", "was made of other sources than this checkout has")]
    public async Task An_artifact_that_is_not_right_is_never_run_and_the_job_compiles(string fault, string message)
    {
        await ShareAsync(fault == "of other sources" ? "second" : "first");
        var sum = Sum;
        var bytes = await File.ReadAllBytesAsync(Archive, TestContext.Current.CancellationToken);
        if (fault == "broken") bytes[bytes.Length / 2] ^= 1;
        if (fault == "truncated") bytes = bytes[..(bytes.Length / 2)];
        await File.WriteAllBytesAsync(Archive, bytes, TestContext.Current.CancellationToken);
        if (fault == "truncated") sum = Sum;
        if (fault == "missing") File.Delete(Archive);
        var agent = Checkout("agent", "first");
        var cache = ("BUILDKITECI_CACHE", Path.Combine(shelf, "cache of the agent"));

        var without = await OnAgentAsync(agent, sum, cache);
        var with = await RunAsync(
            agent,
            ("BUILDKITE", "true"),
            ("BUILDKITECI_PROGRAM_SHA256", sum),
            ("BUILDKITECI_PROGRAM_JOB", "composing-job"),
            cache
        );

        without.ExitCode.ShouldBe(2);
        without.StandardOutput.ShouldBeEmpty();
        without.StandardError.ShouldContain(message);
        with.ExitCode.ShouldBe(0, with.StandardError);
        with.StandardOutput.ShouldStartWith("first of");
        with.StandardError.ShouldContain(message);
        with.StandardError.ShouldContain("compiling");
    }

    [Fact]
    public async Task An_agent_that_has_none_of_the_three_gets_one_line_that_says_what_to_do()
    {
        var run = await OnAgentAsync(Checkout("agent", "first"), sum: "");

        run.ExitCode.ShouldBe(2);
        run.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldBe(
                "build.sh: error: there is no 'dotnet' to compile the build with, no program of these sources in the cache "
                    + $"({Path.Combine(shelf, "cache")}), and none among the artifacts "
                    + "(this is no job of a build that shares one); install the .NET 10 SDK and put it on the PATH"
            );
    }

    private async Task<BufferedCommandResult> ShareAsync(string source = "first")
    {
        var run = await RunAsync(
            Checkout("composing", source),
            ("BUILDKITE", "true"),
            ("BUILDKITECI_SHARE", "true"),
            ("BUILDKITE_JOB_ID", "composing-job")
        );
        run.ExitCode.ShouldBe(0, run.StandardError);
        return run;
    }

    private string Checkout(string name, string source)
    {
        var root = Path.Combine(shelf, name);
        foreach (var folder in new[] { "build", "src" }) Directory.CreateDirectory(Path.Combine(root, folder));
        File.WriteAllText(Path.Combine(root, "global.json"), "{}");
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), "<Project/>");
        File.WriteAllText(Path.Combine(root, "build/Program.cs"), source);
        // This machine has an SDK where the script looks without being told to; agents are made to have none.
        var script = File.ReadAllText(Path.Combine(Repository.Root, "build.sh"));
        script.ShouldContain(" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet;");
        WriteScript(
            Path.Combine(name, "build.sh"),
            script.Replace(" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet;", ";", StringComparison.Ordinal)
        );
        return root;
    }

    private IEnumerable<string> Entries()
    {
        using var stream = new System.IO.Compression.GZipStream(File.OpenRead(Archive), System.IO.Compression.CompressionMode.Decompress);
        using var tar = new System.Formats.Tar.TarReader(stream);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            if (entry.EntryType == System.Formats.Tar.TarEntryType.RegularFile) names.Add(entry.Name["./".Length..]);
        return names.Order(StringComparer.Ordinal);
    }

    private Task<BufferedCommandResult> OnAgentAsync(string root, string sum, params (string Name, string Value)[] variables) =>
        RunAsync(
            root,
            sdk: false,
            [
                ("BUILDKITE", "true"),
                ("BUILDKITECI_PROGRAM_SHA256", sum),
                ("BUILDKITECI_PROGRAM_JOB", sum.Length == 0 ? "" : "composing-job"),
                .. variables,
            ]
        );

    private Task<BufferedCommandResult> RunAsync(string root, params (string Name, string Value)[] variables) =>
        RunAsync(root, sdk: true, variables);

    private async Task<BufferedCommandResult> RunAsync(string root, bool sdk, (string Name, string Value)[] variables) =>
        await Cli.Wrap("bash").WithArguments([Path.Combine(root, "build.sh"), "--target=Validate"])
            .WithEnvironmentVariables(environment =>
            {
                foreach (
                    var name in new[]
                    {
                        "BUILDKITE",
                        "BUILDKITECI_SHARE",
                        "BUILDKITECI_SHARE_ALSO",
                        "BUILDKITECI_PROGRAM_SHA256",
                        "BUILDKITECI_PROGRAM_JOB",
                        "DOTNET_ROOT",
                    }
                )
                    environment.Set(name, null);
                environment.Set("SHELF", shelf).Set("HOME", shelf).Set("BUILDKITECI_CACHE", Path.Combine(shelf, "cache"))
                    .Set(
                        "PATH",
                        string.Join(
                            ':',
                            sdk
                                ? [Path.Combine(shelf, "sdk"), Path.Combine(shelf, "agent"), Path.Combine(shelf, "tools")]
                                : new[] { Path.Combine(shelf, "agent"), Path.Combine(shelf, "tools") }
                        )
                    );
                foreach (var (name, value) in variables) environment.Set(name, value);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    private void WriteScript(string path, string text)
    {
        var full = Path.Combine(shelf, path);
        File.WriteAllText(full, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
