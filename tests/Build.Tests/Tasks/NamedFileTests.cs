namespace Build.Tests.Tasks;

/// <summary>Files that options name: one that a repository brought as a link out of it is neither read nor written.</summary>
public sealed class NamedFileTests : IDisposable
{
    private const string Outside = "kept outside";

    private readonly Workplace place = new();
    private readonly string outside = Path.GetTempFileName();

    public NamedFileTests()
    {
        File.WriteAllText(outside, Outside);
        place.Write(".buildkite/pipeline.yml", "steps: [{ command: make, nope: 1 }]");
        File.CreateSymbolicLink(Path.Combine(place.Root, "named.txt"), outside);
    }

    public void Dispose()
    {
        place.Dispose();
        File.Delete(outside);
    }

    [Theory]
    [InlineData("Validate", "--update-baseline", "--baseline", "named.txt")]
    [InlineData("Validate", "--baseline", "named.txt")]
    [InlineData("Validate", "--files", "named.txt")]
    [InlineData("Preview", "--file", "named.txt")]
    [InlineData("RunPipeline", "--file", "named.txt")]
    [InlineData("BenchmarkReport", "--import", "named.txt")]
    public async Task A_link_out_of_the_repository_is_refused_and_what_it_leads_to_stays_as_it_was(string target, params string[] options)
    {
        var run = await place.RunAsync(target, options);

        run.ExitCode.ShouldNotBe(0, run.StandardOutput);
        run.StandardError.ShouldContain($"outside of '{place.Root}'");
        (run.StandardOutput + run.StandardError).ShouldNotContain(Outside);
        (await File.ReadAllTextAsync(outside, TestContext.Current.CancellationToken)).ShouldBe(Outside);
    }

    [Fact]
    public async Task A_baseline_elsewhere_that_was_named_is_written_and_used()
    {
        (await place.RunAsync("Validate", "--update-baseline", "--baseline", outside)).ExitCode.ShouldBe(0);

        (await place.RunAsync("Validate", "--baseline", outside)).ExitCode.ShouldBe(0);
        (await place.RunAsync("Validate")).ExitCode.ShouldBe(1);
    }
}
