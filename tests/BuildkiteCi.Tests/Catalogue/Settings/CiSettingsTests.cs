using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.World;

namespace BuildkiteCi.Tests.Catalogue.Settings;

public sealed class CiSettingsTests
{
    [Fact]
    public void Without_the_file_everything_is_as_it_is_built_in() =>
        CiSettings.Read(new MemoryFileTree()).Value.ShouldBe(CiSettings.BuiltIn);

    [Fact]
    public void The_repositorys_own_file_says_what_is_built_in()
    {
        var settings = CiSettings.Read(new DiskFileTree(Repository.Root));

        settings.Diagnostics.ShouldBeEmpty();
        settings.Value!.Fleet.Generations.ShouldBe(Fleet.BuiltIn.Generations);
        settings.Value.Fleet.OtherQueues.ShouldBe(Fleet.BuiltIn.OtherQueues);
    }

    [Fact]
    public void A_block_that_is_there_replaces_the_built_in_one_whole()
    {
        var settings = Read("queues:\n  gpu: {}\n");

        settings.Value!.Fleet.OtherQueues.ShouldBe([new FleetQueue("gpu")]);
        settings.Value.Fleet.Generations.ShouldBe(Fleet.BuiltIn.Generations);
    }

    [Fact]
    public void A_file_of_comments_alone_changes_nothing() => Read("# nothing yet\n").Value.ShouldBe(CiSettings.BuiltIn);

    [Fact]
    public void Everything_that_is_wrong_is_said_in_one_run_with_its_place() =>
        Read("""
            queue:
              cpu: {}
            queues:
              cpu: { tensor_paralel_size: 1 }
              big: { tensor_parallel_size: many }
            generations:
              v8: { tpu_version: tpu8 }
            """).Diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal).ShouldBe(
        [
            ".buildkite/ci.yml:1:1: error S001: there is no setting 'queue'; did you mean 'queues'?",
            ".buildkite/ci.yml:4:10: error S001: in 'queues.cpu' there is no setting 'tensor_paralel_size'; did you mean 'tensor_parallel_size'?",
            ".buildkite/ci.yml:5:32: error S002: 'tensor_parallel_size' is 'many'; write a whole number from 1 to 4096",
            ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'large_queue'; add it",
            ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'large_tensor_parallel_size'; add it",
            ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'meta_data_prefix'; add it",
            ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'small_queue'; add it",
            ".buildkite/ci.yml:7:7: error S003: in 'generations.v8' there is no 'small_tensor_parallel_size'; add it",
        ]);

    [Fact]
    public void Every_rule_is_broken_by_its_bad_example_alone()
    {
        foreach (var rule in SettingsRules.All)
        {
            Read(rule.Bad).Diagnostics.Select(diagnostic => diagnostic.Rule).Distinct().ShouldBe([rule]);
            Read(rule.Good).Diagnostics.ShouldBeEmpty();
        }
    }

    private static Checked<CiSettings> Read(string text) => CiSettings.Read(new MemoryFileTree((CiSettings.Path, text)));
}
