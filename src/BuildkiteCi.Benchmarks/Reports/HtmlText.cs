using System.Globalization;
using System.Text.Encodings.Web;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Puts texts and numbers into a page.</summary>
internal static class HtmlText
{
    /// <summary>Any text as text of a page, or as a quoted attribute: nothing of it is markup.</summary>
    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>A coordinate: one decimal is a tenth of a pixel.</summary>
    public static string Pixel(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A relative change: <c>+4.5 %</c>.</summary>
    public static string Percent(double relative) => (relative * 100).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
