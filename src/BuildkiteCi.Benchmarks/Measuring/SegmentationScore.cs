using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Measuring;

/// <summary>
/// How well changes that were found agree with what several people marked. Source of both figures: van den Burg and Williams, An Evaluation
/// of Change Point Detection Algorithms, arXiv 2003.06222, section 3.
/// </summary>
public static class SegmentationScore
{
    // Points that a found change may be off.
    private const int Margin = 5;

    /// <summary>F1: precision against what anybody marked, recall as the mean over the people; the beginning of the series counts as a
    /// change that all agree on.</summary>
    public static double F1(ImmutableArray<ImmutableArray<int>> annotators, IEnumerable<int> found)
    {
        int[] places = [.. found.Append(0).Distinct()];
        var everybody = annotators.SelectMany(marks => marks).Append(0).Distinct().Order();
        var precision = (double)Hits(everybody, places) / places.Length;
        var recall = annotators.Average(marks =>
        {
            var own = marks.Append(0).Distinct().Order().ToArray();
            return (double)Hits(own, places) / own.Length;
        });
        return 2 * precision * recall / (precision + recall);
    }

    /// <summary>Covering: how much of each person's segments the best matching found segment shares with it (Jaccard), weighted by length,
    /// as the mean over the people.</summary>
    public static double Covering(ImmutableArray<ImmutableArray<int>> annotators, IEnumerable<int> found, int length)
    {
        var segments = Segments(found, length);
        return annotators.Average(marks =>
            Segments(marks, length).Sum(own => (own.To - own.From) * segments.Max(other => Overlap(own, other))) / length
        );
    }

    private static double Overlap((int From, int To) one, (int From, int To) other)
    {
        double shared = Math.Max(0, Math.Min(one.To, other.To) - Math.Max(one.From, other.From));
        return shared / (one.To - one.From + other.To - other.From - shared);
    }

    private static (int From, int To)[] Segments(IEnumerable<int> cuts, int length)
    {
        int[] bounds = [.. cuts.Append(0).Append(length).Distinct().Order()];
        return [.. bounds.Zip(bounds.Skip(1), (from, to) => (from, to))];
    }

    // Each found change serves one mark.
    private static int Hits(IEnumerable<int> marks, IEnumerable<int> found)
    {
        var free = found.ToList();
        return marks.Count(mark =>
        {
            var near = free.Where(place => Math.Abs(place - mark) <= Margin)
                .OrderBy(place => Math.Abs(place - mark))
                .ThenBy(place => place)
                .Cast<int?>()
                .FirstOrDefault();
            return near is { } place && free.Remove(place);
        });
    }
}
