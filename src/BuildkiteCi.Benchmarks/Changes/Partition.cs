using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Splits values into levels so that squared distances from the levels plus a price for each change are least.</summary>
internal static class Partition
{
    /// <param name="values">At least one.</param>
    /// <param name="mayCut">Whether a level may begin at a value, and whether one may end at the end (one entry more than values).</param>
    /// <param name="shortest">Fewest values of a level.</param>
    /// <param name="price">Of one change, in squared units of the values.</param>
    /// <returns>Where levels begin, the first left out, ascending.</returns>
    public static ImmutableArray<int> Best(double[] values, bool[] mayCut, int shortest, double price) =>
        Best(new PrefixSums(values).Squares, mayCut, shortest, price);

    /// <summary>The same with another cost of a range: what a straight line leaves, say.</summary>
    public static ImmutableArray<int> Best(Func<int, int, double> squares, bool[] mayCut, int shortest, double price)
    {
        var count = mayCut.Length - 1;
        var best = new double[count + 1];
        var from = new int[count + 1];
        // From which end on a beginning can be left out, because a later one is at least as good for ever (Killick et al., theorem 3.1).
        var droppedFrom = new int[count + 1];
        // What a last level from each beginning would leave, without its price.
        var costs = new double[count + 1];
        Array.Fill(best, double.PositiveInfinity);
        Array.Fill(droppedFrom, int.MaxValue);
        best[0] = -price;
        var beginnings = new List<int> { 0 };
        for (var end = shortest; end <= count; end++)
        {
            if (!mayCut[end]) continue;
            beginnings.RemoveAll(begin => droppedFrom[begin] <= end);
            foreach (var begin in beginnings)
            {
                if (end - begin < shortest) continue;
                costs[begin] = best[begin] + squares(begin, end);
                var cost = costs[begin] + price;
                if (cost >= best[end]) continue;
                best[end] = cost;
                from[end] = begin;
            }

            foreach (var begin in beginnings)
            {
                if (droppedFrom[begin] == int.MaxValue && end - begin >= shortest && costs[begin] >= best[end])
                    droppedFrom[begin] = end + shortest;
            }

            if (best[end] < double.PositiveInfinity) beginnings.Add(end);
        }

        var cuts = ImmutableArray.CreateBuilder<int>();
        for (var end = from[count]; end > 0; end = from[end]) cuts.Add(end);
        cuts.Reverse();
        return cuts.ToImmutable();
    }
}
