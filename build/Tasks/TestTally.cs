using System.Globalization;

namespace Build.Tasks;

/// <summary>Counts of tests, read off the closing lines of <c>dotnet test</c>.</summary>
internal sealed class TestTally
{
    public int Total { get; private set; }

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Takes a line's count, where it has one, and gives the line back.</summary>
    public string Read(string line)
    {
        if (
            line.Split(':') is [var word, var text]
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count)
        )
        {
            switch (word.Trim())
            {
                case "total": Total = count; break;
                case "succeeded": Passed = count; break;
                case "failed": Failed = count; break;
                case "skipped": Skipped = count; break;
            }
        }

        return line;
    }
}
