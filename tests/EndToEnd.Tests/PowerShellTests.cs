using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary><c>build.ps1</c>, which is <c>build.sh</c> for those who have no bash. <c>PWSH</c> shows where PowerShell is, else the
/// <c>PATH</c>.</summary>
[Collection(CloneCollection.Name)]
public sealed class PowerShellTests(Clone clone) : IAsyncLifetime
{
    private static readonly string? PowerShell = Environment.GetEnvironmentVariable("PWSH") is { Length: > 0 } given
        ? given
        : OnPath("pwsh");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task Arguments_arrive_as_they_were_typed_whatever_they_hold()
    {
        const string Name = "org/a \"b\" $x 'c'";

        var run = await BuildAsync(
            "--target=AddModel",
            "--any-name",
            "--model-name",
            Name,
            "--queue",
            "tpu_v6e_queue",
            "--unit-test-command",
            "echo \"a  b\"; true"
        );

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldContain($"{Name} is in CI: .buildkite/models/");
        var written = await File.ReadAllTextAsync(
            Directory.GetFiles(Path.Combine(clone.Root, ".buildkite/models"), "org_a*").ShouldHaveSingleItem(),
            TestContext.Current.CancellationToken
        );
        written.ShouldContain("TEST_COMMAND: 'echo \"a  b\"; true'");
    }

    [Theory]
    [InlineData(0, "--target=Validate")]
    [InlineData(1, "--target=Validate", "--strict")]
    [InlineData(2, "--target=Validat")]
    public async Task The_exit_status_is_the_program_s(int status, params string[] arguments)
    {
        var run = await BuildAsync(arguments);

        run.ExitCode.ShouldBe(status, run.StandardError);
    }

    /// <summary>PowerShell; a test that needs it is skipped where it is not installed.</summary>
    internal static string Program()
    {
        if (PowerShell is null) Assert.Skip("build.ps1: there is no PowerShell here (pwsh); dotnet tool install PowerShell");
        return PowerShell;
    }

    private Task<BufferedCommandResult> BuildAsync(params string[] arguments) =>
        clone.RunAsync(Program(), ["-NoProfile", "-File", Path.Combine(clone.Root, "build.ps1"), .. arguments]);

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
