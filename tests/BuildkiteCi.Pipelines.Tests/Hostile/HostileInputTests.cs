using System.Text;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Tests.Hostile;

/// <summary>Inputs that are made to take a reader's time or memory end in one clear error.</summary>
public sealed class HostileInputTests
{
    [Fact]
    public void A_file_of_50_megabytes_is_refused_by_its_size()
    {
        var text = string.Concat("steps:\n", new string('#', 50_000_000));

        Only("big.yml", text)
            .ShouldBe(
                "big.yml:1:1: error P003: the file has 50,000,007 characters, and 10,000,000 are the most that is read; split it into "
                    + "several files"
            );
    }

    [Fact]
    public void Binary_junk_is_no_text()
    {
        var junk = new byte[100_000];
        new Random(1).NextBytes(junk);

        Only("junk.yml", Encoding.UTF8.GetString(junk)).ShouldContain("error P002: character U+");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[{a: [")]
    public void Deep_nesting_ends_at_the_hundredth_level(string level) =>
        Only("deep.yml", string.Concat(Enumerable.Repeat(level, 200_000)))
            .ShouldContain("error P003: the file is nested more than 100 levels deep");

    [Fact]
    public void A_billion_laughs_are_cut_off()
    {
        var text = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (var i = 1; i < 30; i++) text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        text.Append("steps: *a29\n");

        Only("laughs.yml", text.ToString()).ShouldContain("error P003: the file expands to more than 250,000 values");
    }

    [Fact]
    public void A_long_text_that_many_aliases_repeat_is_cut_off() =>
        Only("long.yml", $"a: &a {new string('x', 100_000)}\nsteps: [{string.Join(", ", Enumerable.Repeat("*a", 1_000))}]\n")
            .ShouldContain("error P003: the file expands to more than 250,000 values");

    [Fact]
    public void Merged_mappings_that_multiply_are_cut_off()
    {
        var text = new StringBuilder("a0: &a0 { k: v }\n");
        for (var i = 1; i < 40; i++) text.Append($"a{i}: &a{i} {{ x{i}: *a{i - 1}, <<: [*a{i - 1}, *a{i - 1}] }}\n");

        Only("merges.yml", text.ToString()).ShouldContain("error P003: the file expands to more than 250,000 values");
    }

    [Fact]
    public void A_mapping_of_very_many_keys_and_a_very_long_chain_of_steps_take_no_more_than_their_share()
    {
        var text = new StringBuilder("env:\n");
        for (var i = 0; i < 20_000; i++) text.Append($"  KEY_{i}: v\n");
        text.Append("steps:\n");
        for (var i = 0; i < 5_000; i++) text.Append($"- {{ key: k{i}, command: x, depends_on: k{i + 1} }}\n");
        text.Append("- { key: k5000, command: x, depends_on: k0 }\n");

        var found = PipelineValidation.Of(
            [new SourceFile("long.yml", text.ToString())],
            new CheckScope { MaxJobsPerUpload = 10_000, MaxJobsPerBuild = 10_000 }
        );

        found.ShouldHaveSingleItem().Message.ShouldStartWith("steps wait for each other");
    }

    [Fact]
    public void Variables_that_double_each_other_are_cut_off()
    {
        var text = new StringBuilder("env:\n  A0: xxxxxxxxxx\n");
        for (var i = 1; i < 60; i++) text.Append($"  A{i}: $A{i - 1}$A{i - 1}\n");
        text.Append("steps: [wait]\n");

        var seen = Preview.Of(new SourceFile("doubling.yml", text.ToString()), Variables.None);

        seen.Value.ShouldBeNull();
        seen.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Rule.Code == "P033");
    }

    [Fact]
    public void Many_texts_that_grow_together_are_cut_off()
    {
        var text = new StringBuilder($"env:\n  A: {new string('x', 100_000)}\nsteps:\n");
        for (var i = 0; i < 1_000; i++) text.Append("- command: $A\n");

        Only("many.yml", text.ToString())
            .ShouldBe(
                "many.yml:204:12: error P033: the file grows beyond 20,000,000 characters; use fewer variables that hold one another"
            );
    }

    private static string Only(string path, string text) =>
        Preview.Of(new SourceFile(path, text), Variables.None).Diagnostics.ShouldHaveSingleItem().ToString();
}
