using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>Measurements on their way from a job to its matrix: one line of JSON in the build's meta-data.</summary>
public static class MeasurementText
{
    /// <summary>The value for <see cref="ResultKeys.Measurements"/>; numbers that are none (NaN, infinity) are left out.</summary>
    public static string Write(IEnumerable<Measurement> measurements) =>
        JsonSerializer.Serialize(
            [.. measurements.Where(one => double.IsFinite(one.Value)).Select(MeasurementShape.Of)],
            MeasurementJson.Default.MeasurementShapeArray
        );

    /// <summary>The measurements of such a value; none where it is not one: a number less must not cost the whole matrix.</summary>
    public static ImmutableArray<Measurement> Read(string text)
    {
        try
        {
            var shapes = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(text), MeasurementJson.Default.MeasurementShapeArray) ?? [];
            return [.. shapes.Select(shape => shape?.Measurement()).OfType<Measurement>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
