namespace BuildkiteCi.Core.Tests;

public sealed class SpellingTests
{
    private static readonly string[] Queues = ["tpu_v6e_queue", "tpu_v6e_8_queue", "tpu_v7x_2_queue", "cpu"];

    [Theory]
    [InlineData("tpu_v6_queue", "tpu_v6e_queue")]
    [InlineData("TPU_V6E_QUEUE", "tpu_v6e_queue")]
    [InlineData("tpu_v7_x2_queue", "tpu_v7x_2_queue")]
    [InlineData("cpi", "cpu")]
    [InlineData("gpu_queue_of_mine", null)]
    [InlineData("", null)]
    public void The_nearest_queue_is_suggested_where_one_is_near(string word, string? suggested) =>
        Spelling.Nearest(word, Queues).ShouldBe(suggested);

    [Fact]
    public void The_only_word_that_begins_like_this_is_suggested() =>
        Spelling.Nearest("cate", ["category", "queue"]).ShouldBe("category");

    [Fact]
    public void Nothing_is_suggested_where_two_words_begin_like_this() =>
        Spelling.Nearest("accuracy", ["accuracy-target-in-percent", "accuracy-threshold-of-old"]).ShouldBeNull();

    [Fact]
    public void Without_a_near_word_the_fix_is_what_to_do_otherwise() =>
        Spelling.Suggest("gpu_queue", Queues, "name one of them").ShouldBe("name one of them");
}
