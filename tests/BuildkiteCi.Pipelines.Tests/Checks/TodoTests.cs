using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Pipelines.Tests.Checks;

public sealed class TodoTests
{
    [Fact]
    public void A_todo_is_found_at_its_hash_behind_a_value_or_on_a_line_of_its_own()
    {
        var file = new SourceFile("models/a.yml", """
            env:
              # TODO: the score to reach
              MINIMUM_ACCURACY_THRESHOLD: 0  # TODO : replace 0 with your accuracy threshold
              LINK: http://example.com/#TODO
            """);

        Todo.In(file).Select(todo => todo.ToString()).ShouldBe(
        [
            "models/a.yml:2: TODO: the score to reach",
            "models/a.yml:3: TODO: replace 0 with your accuracy threshold",
        ]);
    }
}
