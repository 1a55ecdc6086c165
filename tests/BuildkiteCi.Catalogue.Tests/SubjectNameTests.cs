using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using CsCheck;

namespace BuildkiteCi.Catalogue.Tests;

public sealed class SubjectNameTests
{
    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "meta-llama_Llama-3_1-8B-Instruct")]
    [InlineData("Speculative Decoding: Eagle3", "Speculative_Decoding-_Eagle3")]
    [InlineData("generic ragged paged attention v3 (MQA)", "generic_ragged_paged_attention_v3__MQA_")]
    [InlineData("Qwen/Qwen3-4B", "Qwen_Qwen3-4B")]
    public void The_form_of_a_name_is_what_todays_files_and_keys_are_called(string name, string form) =>
        SubjectName.Parse(name)!.Form.ShouldBe(form);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("   ", "is empty")]
    [InlineData("Qwen/Qwen3\n4B", "holds a line break or another control character")]
    [InlineData(" Qwen/Qwen3-4B", "starts or ends with a blank")]
    [InlineData("Qwen/", "ends with a '/'")]
    [InlineData("---", "holds no letter and no digit")]
    [InlineData("a\ud800b", "holds text that is no valid Unicode")]
    public void A_text_that_cannot_be_a_name_is_refused_with_the_reason(string text, string why)
    {
        SubjectName.Parse(text).ShouldBeNull();
        SubjectName.WhatIsWrongWith(text).ShouldBe(why);
    }

    [Fact]
    public void A_name_of_301_characters_is_refused_and_one_of_300_is_not()
    {
        SubjectName.WhatIsWrongWith(new string('a', 301)).ShouldBe("has 301 characters; 300 are allowed");
        SubjectName.Parse(new string('a', 300)).ShouldNotBeNull();
    }

    [Fact]
    public void Two_long_names_that_differ_at_the_end_have_two_forms() =>
        SubjectName.Parse(new string('a', 200) + "1")!.Form.ShouldNotBe(SubjectName.Parse(new string('a', 200) + "2")!.Form);

    [Fact]
    public void Every_name_gives_a_key_that_Buildkite_takes_with_the_longest_suffix_and_prefix() =>
        Gen.String[Gen.Char, 1, 300].Sample(text =>
        {
            if (SubjectName.Parse(text) is not { } name) return;
            StepKey.Parse($"tpu6e_record_{name.Form}_CorrectnessTest_Single_Host").ShouldNotBeNull();
        });
}
