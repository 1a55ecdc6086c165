using System.Collections;
using CsCheck;

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

    /// <summary>The whole table, as the definition of the optimal string alignment distance has it.</summary>
    [Fact]
    public void Edits_are_those_of_the_whole_table_as_far_as_they_are_allowed()
    {
        Gen.Select(Gen.String[Gen.Char["aAbBéç_"], 0, 12], Gen.String[Gen.Char["aAbBéç_"], 0, 12], Gen.Int[0, 4])
            .Sample(
                (left, right, most) =>
                {
                    var all = WholeTable(left.ToLowerInvariant(), right.ToLowerInvariant());
                    Spelling.Edits(left, right, most).ShouldBe(all <= most ? all : null);
                },
                iter: 20_000
            );

        static int WholeTable(string left, string right)
        {
            var table = new int[left.Length + 1, right.Length + 1];
            for (var i = 0; i <= left.Length; i++)
                for (var j = 0; j <= right.Length; j++)
                {
                    if (i == 0 || j == 0)
                    {
                        table[i, j] = i + j;
                        continue;
                    }

                    var replaced = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                    table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, replaced);
                    if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                        table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }

            return table[left.Length, right.Length];
        }
    }

    [Fact]
    public void Words_longer_than_any_name_are_compared_too() =>
        Spelling.Nearest(new string('x', 400) + "b" + new string('y', 400), [new string('x', 400) + "cd" + new string('y', 400)])
            .ShouldNotBeNull();

    [Fact]
    public void A_word_that_is_looked_up_again_is_not_searched_for_again()
    {
        var asked = 0;
        var words = new KnownWords(() => new Counted(["build_docker", "build_image"], () => asked++));

        for (var i = 0; i < 3; i++) words.Suggest("biuld_docker", "add it").ShouldBe("did you mean 'build_docker'?");

        asked.ShouldBe(2);
        words.Only("biuld_docker").ShouldBe("build_docker");
    }

    /// <summary>100,000 files may each wait for a key of their own that is wrong: the first of them are helped.</summary>
    [Fact]
    public void Words_without_number_among_words_without_number_are_not_all_searched_for()
    {
        var asked = 0;
        var words = new KnownWords(() => new Counted([.. Enumerable.Range(0, 100_000).Select(n => $"{n}")], () => asked++));

        var helped = Enumerable.Range(0, 1_000).Count(n => words.Nearest($"{n}x") is not null);

        helped.ShouldBe(100);
        asked.ShouldBe(200);
    }

    [Fact]
    public void Without_a_near_word_the_fix_is_what_to_do_otherwise() =>
        Spelling.Suggest("gpu_queue", Queues, "name one of them").ShouldBe("name one of them");

    private sealed class Counted(string[] words, Action asked) : IReadOnlyCollection<string>
    {
        public int Count => words.Length;

        public IEnumerator<string> GetEnumerator()
        {
            asked();
            return words.AsEnumerable().GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
