using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Measuring;
using BuildkiteCi.Core;

namespace BuildkiteCi.Benchmarks.Tests.Measuring;

public sealed class SegmentationScoreTests
{
    private static readonly ImmutableArray<ImmutableArray<int>> TwoPeople = [[50], []];

    [Fact]
    public void What_everybody_marked_and_nothing_else_scores_one()
    {
        SegmentationScore.F1([[20, 70], [21, 69]], [20, 70]).ShouldBe(1);
        SegmentationScore.Covering([[20, 70]], [20, 70], 100).ShouldBe(1);
    }

    [Fact]
    public void A_change_that_one_of_two_marked_costs_nothing_if_found_and_recall_if_not()
    {
        SegmentationScore.F1(TwoPeople, [53]).ShouldBe(1);
        // Precision 1; recall 1/2 for the first person, 1 for the second.
        SegmentationScore.F1(TwoPeople, []).ShouldBe(2 * 0.75 / 1.75, 1e-12);
    }

    [Fact]
    public void A_change_that_nobody_marked_costs_precision() =>
        SegmentationScore.F1(TwoPeople, [10]).ShouldBe(2 * 0.5 * 0.75 / 1.25, 1e-12);

    [Fact]
    public void Covering_is_the_share_of_each_segment_that_the_best_other_one_has()
    {
        // The first person's halves are each half of the whole; the second person has the whole.
        SegmentationScore.Covering(TwoPeople, [], 100).ShouldBe((0.5 + 1) / 2, 1e-12);
        SegmentationScore.Covering([[50]], [40], 100).ShouldBe((50 * (40.0 / 50) + 50 * (50.0 / 60)) / 100, 1e-12);
    }

    [Fact]
    public void A_folder_of_annotated_series_is_read_and_a_file_that_is_none_is_named()
    {
        var read = AnnotatedSeries.Read([
            new SourceFile("annotations.json", """{ "flow": { "1": [3], "2": [] } }"""),
            new SourceFile("datasets/flow.json", """{ "name": "flow", "series": [{ "raw": [1, null, 3.5] }] }"""),
            new SourceFile("datasets/broken.json", "{"),
        ]);

        read.Diagnostics.ShouldHaveSingleItem().ToString().ShouldStartWith("datasets/broken.json: error B204: this is no annotated series");
        var series = read.Value!.ShouldHaveSingleItem();
        (series.Name, series.Values.Length, double.IsNaN(series.Values[1]), series.Annotators.Length).ShouldBe(("flow", 3, true, 2));
    }
}
