using System.Globalization;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Numbers as the Go programs of Buildkite's agent read and print them.</summary>
internal static class GoNumber
{
    /// <summary>
    /// Reads a whole number of at most 64 bits with an optional sign and the prefixes <c>0x</c>, <c>0o</c>, <c>0b</c> or <c>0</c>, or null
    /// where it is none.
    /// </summary>
    /// <returns>The number in decimal digits.</returns>
    public static string? Integer(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        var negative = text[0] == '-';
        var signed = negative || text[0] == '+';
        var digits = signed ? text[1..] : text;
        var radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            radix = char.ToLowerInvariant(digits[1]) switch
            {
                'x' when digits.Length > 2 => 16,
                'o' when digits.Length > 2 => 8,
                'b' when digits.Length > 2 => 2,
                _ => 0,
            };
            digits = radix == 0 ? digits[1..] : digits[2..];
            if (radix == 0) radix = 8;
        }

        if (Magnitude(digits, radix) is not { } magnitude) return null;
        if (negative) return magnitude > 1UL << 63 ? null : magnitude == 0 ? "0" : "-" + magnitude;
        return signed && magnitude > long.MaxValue ? null : magnitude.ToString();
    }

    /// <summary>Whether a text is a decimal number with an optional fraction and exponent; infinite where the exponent is too
    /// large.</summary>
    public static bool IsFloat(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var rest = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        var whole = Digits(rest);
        var position = whole;
        if (position < rest.Length && rest[position] == '.')
        {
            position++;
            var fraction = Digits(rest[position..]);
            if (whole == 0 && fraction == 0) return false;
            position += fraction;
        }
        else if (whole == 0)
        {
            return false;
        }

        if (position < rest.Length && rest[position] is 'e' or 'E')
        {
            position++;
            if (position < rest.Length && rest[position] is '+' or '-') position++;
            var exponent = Digits(rest[position..]);
            if (exponent == 0) return false;
            position += exponent;
        }

        return position == rest.Length && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// The shortest digits that read back as the same number, with an exponent below 1e-4 and from 1e+06 up, as Go's <c>%v</c> prints them:
    /// <c>1000</c>, <c>1e+06</c>, <c>1.23456789e+08</c>, <c>1e-07</c>, <c>+Inf</c>, <c>-0</c>.
    /// </summary>
    public static string Print(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "+Inf" : "-Inf";
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0) return sign + "0";
        var (digits, point) = ShortestDigits(Math.Abs(value));
        var exponent = point - 1;
        if (exponent is < -4 or >= 6)
        {
            var mantissa = digits.Length == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
            return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (point <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        return digits.Length <= point ? sign + digits.PadRight(point, '0') : $"{sign}{digits[..point]}.{digits[point..]}";
    }

    // The number is 0.DIGITS times ten to the power of Point.
    private static (string Digits, int Point) ShortestDigits(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var end = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = end < 0 ? 0 : int.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = end < 0 ? text : text[..end];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), (point < 0 ? mantissa.Length : point) - (digits.Length - significant.Length) + exponent);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }

    private static ulong? Magnitude(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.IsEmpty) return null;
        UInt128 sum = 0;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix) return null;
            sum = (sum * (uint)radix) + (uint)value;
            if (sum > ulong.MaxValue) return null;
        }

        return (ulong)sum;
    }
}
