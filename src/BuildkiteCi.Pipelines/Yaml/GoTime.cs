using System.Globalization;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Dates as Buildkite's YAML reader (Go's <c>yaml.v3</c>) recognises them.</summary>
internal ref struct GoTime
{
    private ReadOnlySpan<char> rest;

    /// <summary>
    /// Reads <c>2026-1-2</c>, <c>2026-1-2 15:4:5.9</c> or <c>2026-1-2T15:4:5.9Z</c> (or an offset <c>±07:00</c>), fields of one or two
    /// digits.
    /// </summary>
    /// <returns>The date in RFC 3339, as it is in JSON, or null where the text is no date.</returns>
    public static string? Read(string text)
    {
        if (text.Length < 8 || text[4] != '-') return null;
        var scan = new GoTime { rest = text };
        return scan.Whole();
    }

    private string? Whole()
    {
        if (Number(4, 4) is not { } year || !Skip('-') || Number(1, 2) is not { } month || !Skip('-') || Number(1, 2) is not { } day)
            return null;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year == 0 ? 4 : year, month)) return null;
        var date = $"{year:0000}-{month:00}-{day:00}T";
        if (rest.IsEmpty) return date + "00:00:00Z";
        var spaced = rest[0] == ' ';
        if (!spaced && rest[0] is not ('T' or 't')) return null;
        rest = rest[1..];
        if (Number(1, 2) is not { } hour || !Skip(':') || Number(1, 2) is not { } minute || !Skip(':') || Number(1, 2) is not { } second)
            return null;
        if (hour > 23 || minute > 59 || second > 59) return null;
        var time = $"{date}{hour:00}:{minute:00}:{second:00}{Fraction()}";
        if (spaced) return rest.IsEmpty ? time + "Z" : null;
        return Zone() is { } zone && rest.IsEmpty ? time + zone : null;
    }

    private string Fraction()
    {
        if (rest.Length < 2 || rest[0] is not ('.' or ',') || !char.IsAsciiDigit(rest[1])) return "";
        var length = 1;
        while (length < rest.Length && char.IsAsciiDigit(rest[length])) length++;
        var digits = rest[1..Math.Min(length, 10)].TrimEnd('0');
        rest = rest[length..];
        return digits.IsEmpty ? "" : $".{digits}";
    }

    private string? Zone()
    {
        if (Skip('Z')) return "Z";
        if (rest.Length != 6 || rest[0] is not ('+' or '-') || rest[3] != ':') return null;
        var sign = rest[0];
        rest = rest[1..];
        if (Number(2, 2) is not { } hours || !Skip(':') || Number(2, 2) is not { } minutes || hours > 24 || minutes > 59) return null;
        return hours == 0 && minutes == 0 ? "Z" : $"{sign}{hours:00}:{minutes:00}";
    }

    private int? Number(int least, int most)
    {
        var length = 0;
        while (length < most && length < rest.Length && char.IsAsciiDigit(rest[length])) length++;
        if (length < least) return null;
        var number = int.Parse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        rest = rest[length..];
        return number;
    }

    private bool Skip(char expected)
    {
        if (rest.IsEmpty || rest[0] != expected) return false;
        rest = rest[1..];
        return true;
    }
}
