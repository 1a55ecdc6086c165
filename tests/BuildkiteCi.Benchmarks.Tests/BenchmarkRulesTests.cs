using System.Reflection;

namespace BuildkiteCi.Benchmarks.Tests;

public sealed class BenchmarkRulesTests
{
    [Fact]
    public void Every_rule_of_the_room_is_in_the_table_once_and_in_the_order_of_its_code()
    {
        var fields = typeof(BenchmarkRules).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Rule)).Select(field => (Rule)field.GetValue(null)!);

        BenchmarkRules.All.Select(rule => rule.Code).ShouldBe(fields.Select(rule => rule.Code).Order(StringComparer.Ordinal));
        BenchmarkRules.All.Select(rule => rule.Code).ShouldBeUnique();
    }
}
