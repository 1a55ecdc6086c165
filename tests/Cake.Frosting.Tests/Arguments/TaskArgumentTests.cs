using System.Collections.Immutable;
using Spectre.Console.Cli;

namespace Cake.Frosting.Tests.Arguments;

public sealed class TaskArgumentTests
{
    [TaskName("Default")]
    private sealed class ShowArguments : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            foreach (var (name, values) in context.Arguments.GetArguments().OrderBy(argument => argument.Key, StringComparer.Ordinal))
            {
                if (name != "target")
                    context.Note($"{name}: {string.Join(", ", values.Select(value => value is null ? "(none)" : $"[{value}]"))}");
            }
        }
    }

    [TaskName("Default")]
    private sealed class AskForArguments : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            context.Note($"Force: {context.Arguments.HasArgument("Force")}");
            context.Note($"absent: {context.Arguments.HasArgument("absent")}, {context.Arguments.GetArguments("absent").Count}");
            context.Note($"target: {string.Join(", ", context.Arguments.GetArguments("target"))}");
        }
    }

    private sealed class ShowRemaining(IRemainingArguments remaining) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            foreach (var option in remaining.Parsed)
                context.Note($"{option.Key}: {string.Join(", ", option.Select(value => value ?? "(none)"))}");
            context.Note($"raw: {string.Join(' ', remaining.Raw)}");
            context.Note($"argument target: {string.Join(", ", context.Arguments.GetArguments("target"))}");
        }
    }

    private static ImmutableArray<string> ArgumentsOf(params string[] commandLine)
    {
        var ran = BuildUnderTest.Of<ShowArguments>().Run(commandLine);
        ran.Error.ShouldBeEmpty();
        return ran.Journal;
    }

    [Fact]
    public void Options_of_the_tasks_arrive_as_they_were_typed() =>
        ArgumentsOf("--model-name", "meta-llama/Llama-3.1-8B-Instruct", "--queue=tpu_v6e_queue", "--unit-test-command", "a 'b c' \"d=$e\"")
            .ShouldBe([
                "model-name: [meta-llama/Llama-3.1-8B-Instruct]",
                "queue: [tpu_v6e_queue]",
                "unit-test-command: [a 'b c' \"d=$e\"]",
            ]);

    [Fact]
    public void An_empty_value_arrives_empty() => ArgumentsOf("--queue=", "--category", "").ShouldBe(["category: []", "queue: []"]);

    [Fact]
    public void An_option_without_a_value_is_there_without_one() =>
        ArgumentsOf("--force", "--push").ShouldBe(["force: (none)", "push: (none)"]);

    [Fact]
    public void A_repeated_option_has_several_values_in_the_order_given() =>
        ArgumentsOf("--only", "b", "--only=a", "--Only=c").ShouldBe(["only: [b], [a], [c]"]);

    [Fact]
    public void Only_the_first_separator_ends_the_name() =>
        ArgumentsOf("--env=TPU=v6e", "--url=https://example.org/a:b").ShouldBe(["env: [TPU=v6e]", "url: [https://example.org/a:b]"]);

    [Fact]
    public void A_word_that_starts_with_a_dash_is_an_option_and_no_value() =>
        ArgumentsOf("--filter", "--strict").ShouldBe(["filter: (none)", "strict: (none)"]);

    [Fact]
    public void A_value_may_start_with_a_dash_after_an_equals_sign() =>
        ArgumentsOf("--unit-test-command=-m pytest").ShouldBe(["unit-test-command: [-m pytest]"]);

    [Fact]
    public void A_number_or_a_lone_dash_is_a_value_though_it_starts_with_a_dash() =>
        ArgumentsOf("--offset", "-1.5", "--file", "-").ShouldBe(["file: [-]", "offset: [-1.5]"]);

    [Fact]
    public void One_letter_after_one_dash_is_an_option_too() =>
        ArgumentsOf("-j", "4", "-k=v", "-q").ShouldBe(["j: [4]", "k: [v]", "q: (none)"]);

    [Fact]
    public void After_two_dashes_even_the_hosts_own_options_are_the_tasks() =>
        ArgumentsOf("--", "--tree", "--verbosity=loud").ShouldBe(["tree: (none)", "verbosity: [loud]"]);

    [Fact]
    public void After_two_dashes_a_word_that_belongs_to_no_option_is_no_mistake()
    {
        var ran = BuildUnderTest
            .Of<AskForArguments, ShowRemaining>()
            .Run("--target=ShowRemaining", "-k", "1", "--", "--target=A", "zz", "--dry-run");

        ran.Error.ShouldBeEmpty();
        ran.Journal.ShouldBe([
            "-k: 1",
            "--target: A",
            "--dry-run: (none)",
            "raw: --target=A zz --dry-run",
            "argument target: ShowRemaining, A",
        ]);
    }

    [Fact]
    public void The_hosts_own_options_are_shown_to_the_tasks_by_their_long_name() =>
        ArgumentsOf("-e", "-v", "Normal").ShouldBe(["exclusive: (none)", "verbosity: [Normal]"]);

    [Fact]
    public void Arguments_are_found_whatever_their_letter_case_and_the_target_is_always_there() =>
        BuildUnderTest.Of<AskForArguments>().Run("--force").Journal.ShouldBe(["Force: True", "absent: False, 0", "target: Default"]);
}
