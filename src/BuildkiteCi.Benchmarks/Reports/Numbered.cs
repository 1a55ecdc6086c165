namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Values that are written once and then named by their numbers, from 0, in the order in which they came.</summary>
internal sealed class Numbered<T>
    where T : notnull
{
    private readonly Dictionary<T, int> numbers = [];
    private readonly List<T> values = [];

    public Numbered(IEnumerable<T>? known = null)
    {
        foreach (var value in known ?? []) _ = Of(value);
    }

    /// <summary>All values so far.</summary>
    public IReadOnlyList<T> Values => values;

    /// <summary>The number of a value, a new one if it has none yet.</summary>
    public int Of(T value)
    {
        if (numbers.TryGetValue(value, out var number)) return number;
        values.Add(value);
        return numbers[value] = values.Count - 1;
    }
}
