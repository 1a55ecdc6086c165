using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Ordering;
using BuildkiteCi.Matrices.Tables;

namespace BuildkiteCi.Matrices.Tests;

public sealed class RollUpTests
{
    [Theory]
    [InlineData("passing passing", "Passing")]
    [InlineData("passing failing", "Failing")]
    [InlineData("failing untested", "Failing")]
    [InlineData("passing untested", "Untested")]
    [InlineData("passing n/a", "Untested")]
    [InlineData("beta beta", "Untested")]
    [InlineData("beta", "Beta")]
    public void Correctness_and_performance_are_one_status(string statuses, string rolledUp) =>
        RollUp.OfStages([.. Parsed(statuses)]).Name.ShouldBe(rolledUp);

    [Theory]
    [InlineData("passing passing", "Passing")]
    [InlineData("passing failing", "Failing")]
    [InlineData("beta failing", "Failing")]
    [InlineData("passing not-enough-hbm", "Passing")]
    [InlineData("not-enough-hbm passing", "Passing")]
    [InlineData("not-enough-hbm not-enough-hbm", "Untested")]
    [InlineData("passing untested", "Untested")]
    [InlineData("passing n/a", "Untested")]
    [InlineData("n/a n/a", "N/A")]
    [InlineData("passing beta", "Beta")]
    [InlineData("planned untested", "Planned")]
    [InlineData("planned beta", "Beta")]
    [InlineData("experimental untested", "Untested")]
    [InlineData("not-enough-hbm", "Not enough HBM")]
    public void Generations_are_one_status(string statuses, string rolledUp) =>
        RollUp.OfGenerations([.. Parsed(statuses)]).Name.ShouldBe(rolledUp);

    [Fact]
    public void Models_stand_best_first_column_by_column_then_by_type_then_by_name_without_case()
    {
        (string Name, string Type, string Statuses)[] rows =
        [
            ("untested", "Text", "untested passing"), ("fails late", "Text", "passing failing"), ("Zebra", "Text", "passing passing"),
            ("apple", "Text", "passing passing"), ("multi", "Multimodal", "passing passing"), ("fails first", "Text", "failing passing"),
        ];

        BestFirst.Order(rows, row => [.. Parsed(row.Statuses)], row => row.Type, row => row.Name).Select(row => row.Name)
            .ShouldBe(["multi", "apple", "Zebra", "fails late", "fails first", "untested"]);
    }

    private static IEnumerable<Status> Parsed(string statuses) => statuses.Split(' ').Select(word => StatusSpellings.Parse(word)!);
}
