using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>
/// The values of a series as distances from its level or line, in tenths of its noise: a value further than four deviations off is written
/// as a number, every other one is a character. More digits would describe the noise.
/// </summary>
/// <param name="Start">What distances are from where there is no level.</param>
/// <param name="Step">A tenth of the noise, in the metric's unit.</param>
/// <param name="Levels">Levels as last point, value at the first point, value at the last one.</param>
/// <param name="Text">A character a value, or <c>~NUMBER~</c>.</param>
internal sealed record ChartValues(double Start, double Step, ImmutableArray<(int To, double From, double End)> Levels, string Text)
{
    // Characters that JSON and HTML leave as they are; the middle one is a distance of 0.
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%()*,-./:;=?@[]^_{|}";
    private const char Far = '~';
    private const double StepsInNoise = 10;

    // Of copied values, which have no noise: a part in a hundred thousand of what they are.
    private const double LeastStep = 1e-5;

    /// <summary>The values of a series.</summary>
    public static ChartValues Of(SeriesChanges found)
    {
        var values = Array.ConvertAll(found.Series.Points.ToArray(), point => point.Value);
        var levels = found.Levels.Select(level => (level.To, Short(level.Center - level.Rise / 2), Short(level.End))).ToImmutableArray();
        var start = Short(values[0]);
        var distances = new double[values.Length];
        var (from, index) = (0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (levels.IsEmpty)
            {
                distances[i] = values[i] - start;
                continue;
            }

            if (i > levels[index].To) (from, index) = (i, index + 1);
            var (to, first, last) = levels[index];
            distances[i] = values[i] - (to == from ? first : first + (last - first) * (i - from) / (to - from));
        }

        var least = LeastStep * Math.Max(values.Max(Math.Abs), 1e-6);
        var step = double.Parse(
            Math.Max(Robust.Deviation(distances) / StepsInNoise, least).ToString("G2", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        var text = new StringBuilder(values.Length);
        foreach (var distance in distances)
        {
            var steps = Math.Round(distance / step);
            if (Math.Abs(steps) <= Digits.Length / 2) text.Append(Digits[(int)steps + Digits.Length / 2]);
            else text.Append(Far).Append(steps.ToString("F0", CultureInfo.InvariantCulture)).Append(Far);
        }

        return new ChartValues(start, step, levels, text.ToString());
    }

    /// <summary>Writes <c>o</c>, <c>q</c>, <c>l</c> and <c>v</c> into an object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (Levels.IsEmpty) writer.WriteNumber("o", Start);
        writer.WriteNumber("q", Step);
        writer.WriteStartArray("l");
        foreach (var (to, from, end) in Levels)
        {
            writer.WriteNumberValue(to);
            writer.WriteNumberValue(from);
            writer.WriteNumberValue(end);
        }

        writer.WriteEndArray();
        writer.WriteString("v", Text);
    }

    /// <summary>Six digits are more than a chart shows.</summary>
    public static double Short(double value) =>
        value == 0 ? 0 : double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
