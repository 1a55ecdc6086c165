using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using Microsoft.Extensions.Time.Testing;

namespace BuildkiteCi.LocalBuilds.Tests.Local;

public sealed class LocalBuildTests : IDisposable
{
    private static readonly StepKey Unit = StepKey.Parse("tpu6e_Qwen_Qwen3-4B_UnitTest")!;

    private readonly TemporaryFolder root = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string State => Path.Combine(root.Path, ".buildkite-local");

    private LocalBuild Build => new(State, new DiskFileTree(root.Path), new FakeTimeProvider());

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task The_last_value_set_under_a_key_counts()
    {
        await Build.SetMetaDataAsync("v6Qwen/Qwen3-4B:UnitTest", "❌ Failing", Stop);
        await Build.SetMetaDataAsync("v6Qwen/Qwen3-4B:UnitTest", "✅ Passing", Stop);

        (await Build.MetaDataAsync("v6Qwen/Qwen3-4B:UnitTest", Stop)).ShouldBe("✅ Passing");
        (await Build.MetaDataKeysAsync(Stop)).ShouldBe(["v6Qwen/Qwen3-4B:UnitTest"]);
    }

    [Fact]
    public async Task A_key_that_was_never_set_has_no_value() =>
        (await Build.MetaDataAsync("never", Stop)).ShouldBeNull();

    [Fact]
    public async Task Hostile_keys_and_values_are_data()
    {
        const string Hostile = "'; DROP TABLE meta_data; --";

        await Build.SetMetaDataAsync(Hostile, Hostile, Stop);

        (await Build.MetaDataAsync(Hostile, Stop)).ShouldBe(Hostile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public async Task A_blank_value_is_refused_as_Buildkite_refuses_it(string value) =>
        (await Should.ThrowAsync<BuildException>(() => Build.SetMetaDataAsync("key", value, Stop))).Message.ShouldContain("'key' is blank");

    [Fact]
    public async Task The_newest_outcome_of_a_retried_step_counts()
    {
        await Build.RecordOutcomeAsync(Unit, Outcome.HardFailed, Stop);
        await Build.RecordOutcomeAsync(Unit, Outcome.Passed, Stop);

        (await Build.OutcomeAsync(Unit, Stop)).ShouldBe(Outcome.Passed);
    }

    [Fact]
    public async Task A_step_that_never_ran_has_no_outcome() => (await Build.OutcomeAsync(Unit, Stop)).ShouldBeNull();

    [Fact]
    public async Task Uploads_are_kept_in_the_order_in_which_they_came()
    {
        await Build.UploadAsync(new Upload("v7x", "steps: []"), Stop);
        await Build.UploadAsync(new Upload("v6e", "steps: [wait]"), Stop);

        (await Build.UploadsAsync(Stop)).ShouldBe([new Upload("v7x", "steps: []"), new Upload("v6e", "steps: [wait]")]);
    }

    [Fact]
    public async Task An_artifact_is_a_copy_that_outlives_its_source()
    {
        var source = root.Write("matrices/v6e/model_support_matrix.csv", "Model,Type\n");
        await Build.UploadArtifactAsync("matrices/v6e/model_support_matrix.csv", Stop);
        File.Delete(source);

        (await Build.ArtifactsAsync(Stop)).ShouldBe(["matrices/v6e/model_support_matrix.csv"]);
        File.ReadAllText(Path.Combine(State, "artifacts/matrices/v6e/model_support_matrix.csv")).ShouldBe("Model,Type\n");
    }

    [Theory]
    [InlineData("missing.csv", "there is no file 'missing.csv'")]
    [InlineData("../../../../etc/passwd", "outside")]
    public async Task An_artifact_that_is_not_a_file_of_the_repository_is_refused(string path, string why) =>
        (await Should.ThrowAsync<BuildException>(() => Build.UploadArtifactAsync(path, Stop))).Message.ShouldContain(why);

    [Fact]
    public async Task An_annotation_replaces_the_one_with_its_context()
    {
        await Build.AnnotateAsync(new Annotation("pipeline", AnnotationStyle.Info, "old"), Stop);
        await Build.AnnotateAsync(new Annotation("pipeline", AnnotationStyle.Error, "new"), Stop);

        (await Build.Annotations.AllAsync(Stop)).ShouldBe([new Annotation("pipeline", AnnotationStyle.Error, "new")]);
    }

    [Fact]
    public async Task A_new_build_knows_nothing_of_the_last_one()
    {
        await Build.SetMetaDataAsync("key", "value", Stop);
        await Build.RecordOutcomeAsync(Unit, Outcome.Passed, Stop);
        using var held = await Build.HoldAsync("a test", TimeSpan.Zero, Stop);
        await Build.BeginAsync(held, Stop);

        (await Build.MetaDataKeysAsync(Stop)).ShouldBeEmpty();
        (await Build.OutcomeAsync(Unit, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Eight_processes_that_write_at_once_lose_nothing()
    {
        var runner = new ProcessRunner(root.Path, TimeProvider.System);

        var exits = await Task.WhenAll(Enumerable.Range(1, 8).Select(process =>
            runner.RunAsync(DummyProgram.Command("set-meta-data", State, $"process{process}", "50"), null, Stop)));

        exits.ShouldAllBe(exit => exit.Succeeded, string.Join('\n', exits.Select(exit => exit.ErrorOutput)));
        (await Build.MetaDataKeysAsync(Stop)).Length.ShouldBe(8 * 50);
    }

    [Fact]
    public async Task A_state_folder_that_holds_something_else_is_an_error_that_names_it()
    {
        root.Write(".buildkite-local/build.db", "this is not a database, and it is long enough for SQLite to see that at once");

        (await Should.ThrowAsync<BuildException>(() => Build.MetaDataKeysAsync(Stop))).Message.ShouldContain("build.db' cannot be used");
    }
}
