using System.Globalization;

namespace BuildkiteCi.Core.Pages;

/// <summary>Numbers of charts and tables as texts.</summary>
public static class ChartText
{
    /// <summary>A coordinate: one decimal is a tenth of a pixel.</summary>
    public static string Pixel(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A relative change: <c>+4.5 %</c>.</summary>
    public static string Percent(double relative) => (relative * 100).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
