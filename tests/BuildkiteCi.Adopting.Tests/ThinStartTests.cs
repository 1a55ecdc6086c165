using System.Collections.Immutable;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>The thin build.sh, with a program in whose place a script tells how it was started.</summary>
public sealed class ThinStartTests : IDisposable
{
    private const string Program =
        "#!/bin/sh\necho \"root=$BUILDKITECI_REPOSITORY sha=${BUILDKITECI_PROGRAM_SHA256:-none} job=${BUILDKITECI_PROGRAM_JOB:-none} "
            + "$*\"\n";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_program_comes_from_the_folder_once_and_from_the_cache_from_then_on()
    {
        await PackAsync();
        Adopt("packages");

        var first = await RunAsync([], "--target=Validate");
        Directory.Delete(Path.Combine(folder.Path, "repository/packages"), recursive: true);
        var second = await RunAsync([], "--target=Validate", "--root=/elsewhere");

        first.ShouldBe((0, $"root={Root} sha=none job=none --target=Validate --root {Root}"));
        second.Output.ShouldEndWith("--target=Validate --root=/elsewhere");
        File.Exists(Path.Combine(folder.Path, $"cache/1.2.3/{Platform}/buildkiteci")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_job_that_composes_shares_the_program_and_another_one_takes_it_from_there()
    {
        await PackAsync();
        Adopt("packages");
        Agent();

        var shared = await RunAsync(["BUILDKITE=true", "BUILDKITECI_SHARE=true", "BUILDKITE_JOB_ID=job-1"], "--target=GeneratePipeline");
        var sum = shared.Output.Split("sha=")[1].Split(' ')[0];
        shared.Output.ShouldContain("job=job-1");
        File.Exists(Path.Combine(folder.Path, $"artifacts/job-1/buildkiteci-{Platform}.tar.gz")).ShouldBeTrue();

        // An agent without folder, feed and SDK.
        Directory.Delete(Path.Combine(folder.Path, "repository/packages"), recursive: true);
        Directory.Delete(Path.Combine(folder.Path, "cache"), recursive: true);
        var other = await RunAsync(
            ["BUILDKITE=true", $"BUILDKITECI_PROGRAM_SHA256={sum}", "BUILDKITECI_PROGRAM_JOB=job-1"],
            "--target=RecordResult"
        );
        other.Output.ShouldEndWith($"--target=RecordResult --root {Root}");
    }

    [Fact]
    public async Task An_artifact_with_another_checksum_is_not_run_and_the_folder_is_next()
    {
        await PackAsync();
        Adopt("packages");
        Agent();
        folder.Write($"artifacts/job-1/buildkiteci-{Platform}.tar.gz", "something else");

        (
            await RunAsync(["BUILDKITE=true", "BUILDKITECI_PROGRAM_SHA256=0123", "BUILDKITECI_PROGRAM_JOB=job-1"], "--version")
        ).Output.ShouldEndWith($"--version --root {Root}");
        Directory.Delete(Path.Combine(folder.Path, "cache"), recursive: true);
        Directory.Delete(Path.Combine(folder.Path, "repository/packages"), recursive: true);

        var (status, output) = await RunAsync(
            ["BUILDKITE=true", "BUILDKITECI_PROGRAM_SHA256=0123", "BUILDKITECI_PROGRAM_JOB=job-1"],
            "--version"
        );

        status.ShouldBe(2);
        output.ShouldContain("and 0123 is expected");
        output.ShouldContain(
            $"build.sh: error: there is no buildkiteci 1.2.3 for this machine ({Platform}): put buildkiteci-1.2.3-{Platform}.tar.gz into a "
                + "folder"
        );
    }

    [Fact]
    public async Task A_package_with_another_checksum_than_the_pinned_one_is_refused()
    {
        await PackAsync();
        Adopt("packages", checksum: "feed0123");

        var (status, output) = await RunAsync([], "--version");

        status.ShouldBe(2);
        output.ShouldContain("and feed0123 is expected");
        Directory.Exists(Path.Combine(folder.Path, $"cache/1.2.3/{Platform}")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_pinned_checksum_is_compared_in_any_case()
    {
        await PackAsync();
        var package = await File.ReadAllBytesAsync(
            Path.Combine(Root, $"packages/buildkiteci-1.2.3-{Platform}.tar.gz"),
            TestContext.Current.CancellationToken
        );
        Adopt("packages", checksum: Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(package)));

        (await RunAsync([], "--version")).Status.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_of_any_name_is_no_command()
    {
        const string name = "it's $(touch seen) `touch seen` } \"x\"";
        await PackAsync(name);
        Adopt(name);

        (await RunAsync([], "--version")).Output.ShouldEndWith($"--version --root {Root}");
        File.Exists(Path.Combine(Root, "seen")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_cache_the_program_is_in_the_state_of_the_checkout()
    {
        await PackAsync();
        Adopt("packages");

        (await RunAsync(["BUILDKITECI_CACHE="], "--version")).Status.ShouldBe(0);

        File.Exists(Path.Combine(Root, $".buildkite-local/program/1.2.3/{Platform}/buildkiteci")).ShouldBeTrue();
    }

    [Fact]
    public async Task In_PowerShell_the_program_comes_from_the_artifact_of_the_composing_job_then_from_the_folder_then_from_the_cache()
    {
        var shell = PowerShell();
        await PackAsync();
        Adopt("packages");
        Agent();
        Directory.CreateDirectory(Path.Combine(folder.Path, "artifacts/job-1"));
        var package = Path.Combine(Root, $"packages/buildkiteci-1.2.3-{Platform}.tar.gz");
        File.Copy(package, Path.Combine(folder.Path, $"artifacts/job-1/buildkiteci-{Platform}.tar.gz"));
        var sum = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(package, TestContext.Current.CancellationToken))
        );

        // An artifact with another checksum is refused, and the folder is next.
        (
            await PowerShellAsync(
                shell,
                ["BUILDKITE=true", "BUILDKITECI_PROGRAM_SHA256=0123", "BUILDKITECI_PROGRAM_JOB=job-1"],
                "--version"
            )
        ).Output.ShouldEndWith($"--version --root {Root}");
        Directory.Delete(Path.Combine(Root, "packages"), recursive: true);
        (await PowerShellAsync(shell, [], "--version", "--root=/elsewhere")).Output.ShouldEndWith("--version --root=/elsewhere");
        Directory.Delete(Path.Combine(folder.Path, "cache"), recursive: true);
        (
            await PowerShellAsync(
                shell,
                ["BUILDKITE=true", $"BUILDKITECI_PROGRAM_SHA256={sum}", "BUILDKITECI_PROGRAM_JOB=job-1"],
                "--target=RecordResult"
            )
        ).Output.ShouldEndWith($"--target=RecordResult --root {Root}");
        Directory.Delete(Path.Combine(folder.Path, "cache"), recursive: true);

        var (status, output) = await PowerShellAsync(
            shell,
            ["BUILDKITE=true", "BUILDKITECI_PROGRAM_SHA256=0123", "BUILDKITECI_PROGRAM_JOB=job-1"],
            "--version"
        );
        status.ShouldBe(2);
        output.ShouldContain("and 0123 is expected");
        output.ShouldContain("build.ps1: error: there is no buildkiteci 1.2.3 for this machine");
    }

    public void Dispose() => folder.Dispose();

    private static string PowerShell()
    {
        var found = new[] { Environment.GetEnvironmentVariable("PWSH") }
            .Concat(
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(place => Path.Combine(place, "pwsh"))
            )
            .FirstOrDefault(program => program is { Length: > 0 } && File.Exists(program));
        if (found is null) Assert.Skip("build.ps1: there is no PowerShell here (pwsh); dotnet tool install PowerShell");
        return found;
    }

    // PowerShell as a tool needs the runtime that this test runs on.
    private Task<(int Status, string Output)> PowerShellAsync(string shell, string[] variables, params string[] arguments) =>
        ShellAsync(
            [
                .. variables,
                $"DOTNET_ROOT={Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."))}",
                "POWERSHELL_TELEMETRY_OPTOUT=1",
            ],
            "chmod -R +x bin 2>/dev/null; exec \"$@\"", [shell, "-NoProfile", "-File", "repository/build.ps1", .. arguments]);

    private string Root => Path.Combine(folder.Path, "repository");

    private static string Platform { get; } =
        System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier switch
        {
            "linux-arm64" => "linux-arm64",
            "osx-arm64" => "osx-arm64",
            _ => "linux-x64",
        };

    private void Adopt(string packages, string checksum = "")
    {
        Directory.CreateDirectory(Root);
        var files = new DiskFileTree(Root);
        var settings = new AdoptionSettings("1.2.3")
        {
            Folder = packages,
            Checksums = ImmutableSortedDictionary<string, string>.Empty.Add(Platform, checksum),
        };
        var scripts = BootstrapScripts.Find(files);
        Move.Write(Root, AdoptionPlan.Make(files, CiDetection.Of(files, scripts, ScriptText.Read(files), []), scripts, "", settings));
    }

    private async Task PackAsync(string name = "packages")
    {
        folder.Write("program/buildkiteci", Program);
        var into = Path.Combine(Root, name);
        Directory.CreateDirectory(into);
        (
            await ShellAsync(
                [],
                "chmod +x program/buildkiteci && tar -czf \"$1\" -C program .",
                Path.Combine(into, $"buildkiteci-1.2.3-{Platform}.tar.gz")
            )
        ).Status.ShouldBe(0);
    }

    // Keeps artifacts by the job that uploaded them.
    private void Agent() => folder.Write("bin/buildkite-agent", $"""
        #!/bin/sh
        case "$2" in
          upload) mkdir -p "{folder.Path}/artifacts/$BUILDKITE_JOB_ID" && cp "$3" "{folder.Path}/artifacts/$BUILDKITE_JOB_ID/" ;;
          download) cp "{folder.Path}/artifacts/$6/$3" "$4" ;;
        esac

        """);

    private Task<(int Status, string Output)> RunAsync(string[] variables, params string[] arguments) =>
        ShellAsync(variables, "chmod -R +x bin 2>/dev/null; exec bash repository/build.sh \"$@\"", arguments);

    private async Task<(int Status, string Output)> ShellAsync(string[] variables, string script, params string[] arguments)
    {
        string[] own = [$"PATH={folder.Path}/bin:/usr/bin:/bin", $"HOME={folder.Path}/home", $"BUILDKITECI_CACHE={folder.Path}/cache"];
        var command = CommandLine.Of("env", ["-i", .. own, .. variables, "bash", "-c", script, "thin", .. arguments]) with
        {
            Folder = folder.Path,
        };
        var exit = await new ProcessRunner(folder.Path, TimeProvider.System).RunAsync(
            command,
            onLine: null,
            TestContext.Current.CancellationToken
        );
        return (exit.Status, $"{exit.ErrorOutput}{exit.Output}".Trim());
    }
}
