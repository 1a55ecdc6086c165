using System.Globalization;

namespace BuildkiteCi.Testing;

/// <summary>A test that failed, as its framework reports it.</summary>
/// <param name="Name">Class and name: <c>tests.models.test_qwen3::test_forward[bf16]</c>.</param>
/// <param name="Message">What failed, in one line or few; may be empty.</param>
/// <param name="Details">Traceback and output, line ends as they were; may be empty.</param>
public sealed record FailingTest(string Name, string Message, string Details)
{
    /// <summary>Where it failed, file and line: <c>tests/models/test_qwen3.py:37</c>, the innermost place of pytest's traceback; null where
    /// it has none.</summary>
    public string? Where
    {
        get
        {
            string? last = null;
            foreach (var line in Details.AsSpan().EnumerateLines())
            {
                if (Place(line) is { } place) last = place;
            }

            return last;
        }
    }

    // pytest ends each frame of a traceback with the file, the line and, on the innermost, the exception: "tests/test_a.py:37:
    // AssertionError".
    private static string? Place(ReadOnlySpan<char> line)
    {
        var file = line.IndexOf(':');
        if (file <= 0 || line[..file].ContainsAny(' ', '\t')) return null;
        var number = line[(file + 1)..].IndexOf(':');
        return number > 0 && int.TryParse(line.Slice(file + 1, number), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? line[..(file + 1 + number)].ToString()
            : null;
    }
}
