using System.Diagnostics;
using System.Globalization;

namespace BuildkiteCi.Testing;

/// <summary>This process as an owner of containers.</summary>
public static class ThisProcess
{
    // Start times are read from a clock that ticks in hundredths of a second.
    private const long SameStart = TimeSpan.TicksPerSecond * 2;

    /// <summary>Marked by machine, process and start, since process numbers are used again.</summary>
    public static ContainerOwner AsContainerOwner()
    {
        using var process = Process.GetCurrentProcess();
        return new ContainerOwner($"{Environment.MachineName}/{process.Id}/{process.StartTime.ToUniversalTime().Ticks}", Lives);
    }

    private static bool Lives(string mark)
    {
        if (mark.Split('/') is not [var machine, var number, var start] || machine != Environment.MachineName) return true;
        if (
            !int.TryParse(number, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(start, CultureInfo.InvariantCulture, out var ticks)
        )
            return true;
        try
        {
            using var process = Process.GetProcessById(id);
            return Math.Abs(process.StartTime.ToUniversalTime().Ticks - ticks) <= SameStart;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
