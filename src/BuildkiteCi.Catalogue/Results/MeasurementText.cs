using System.Collections.Immutable;
using System.Text.Json;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>Measurements on their way from a benchmark's job to its matrix: one line of JSON in the build's meta-data.</summary>
public static class MeasurementText
{
    /// <summary>The value for <see cref="ResultKeys.Measurements"/>; numbers that are none (NaN, infinity) are left out.</summary>
    public static string Write(IEnumerable<Measurement> measurements) => JsonSerializer.Serialize(
        [.. measurements.Where(one => double.IsFinite(one.Value)).Select(one => new MeasurementShape(one.Name, one.Value, one.Unit, one.Target))], MeasurementJson.Default.MeasurementShapeArray);

    /// <summary>The measurements of such a value; none where it is not one: a number less must not cost the whole matrix.</summary>
    public static ImmutableArray<Measurement> Read(string text)
    {
        try
        {
            return
            [
                .. from shape in JsonSerializer.Deserialize(text, MeasurementJson.Default.MeasurementShapeArray) ?? []
                   let name = shape?.Name ?? ""
                   let value = shape?.Value ?? double.NaN
                   where name.Length > 0 && double.IsFinite(value)
                   select new Measurement(name, value, shape.Unit ?? "") { Target = shape.Target },
            ];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
