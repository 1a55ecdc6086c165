namespace BuildkiteCi.Catalogue.Tests;

public sealed class HubNameTests
{
    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("Qwen/Qwen3-4B")]
    [InlineData("01-ai/Yi_1.5")]
    [InlineData("mistralai/Mistral-Small-4-119B-2603/text-only")]
    public void A_full_name_may_have_a_variant_behind_it(string name) => HubName.WhatIsWrongWith(name).ShouldBeNull();

    [Theory]
    [InlineData("Llama-3.1-8B", "has no organisation")]
    [InlineData("../../evil", "holds '--' or '..'")]
    [InlineData("org/a b", "holds a blank")]
    [InlineData("org/a:b", "holds ':'")]
    [InlineData("org/é", "holds 'é'")]
    [InlineData("org/a--b", "holds '--' or '..'")]
    [InlineData("org/.a", "has a part that starts or ends with '-' or '.'")]
    [InlineData("org/a-", "has a part that starts or ends with '-' or '.'")]
    [InlineData("org//a", "has an empty part beside a '/'")]
    [InlineData("/models/llama", "has an empty part beside a '/'")]
    [InlineData("gs://bucket/model", "has more parts than organisation, name and variant")]
    [InlineData("a/b/c/d", "has more parts than organisation, name and variant")]
    public void Anything_else_is_refused_with_the_reason(string name, string why) => HubName.WhatIsWrongWith(name).ShouldBe(why);

    [Fact]
    public void Organisation_and_name_have_at_most_96_characters()
    {
        HubName.WhatIsWrongWith($"org/{new string('a', 92)}/a-variant").ShouldBeNull();
        HubName.WhatIsWrongWith($"org/{new string('a', 93)}").ShouldBe("has 97 characters in organisation and name; 96 are allowed");
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    public void A_name_that_a_spreadsheet_would_run_is_no_subjects(string name) =>
        SubjectName
            .WhatIsWrongWith(name)
            .ShouldBe($"starts with '{name[0]}', and a spreadsheet that opens the matrix would take it for a formula");
}
