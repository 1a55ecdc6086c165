namespace BuildkiteCi.Machine;

/// <summary>Processes that a program left running which was killed before it could end them. Linux only; elsewhere none are
/// found.</summary>
public static class Leftovers
{
    /// <summary>Ends every process that was started with a variable of this value, and waits until they are gone.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <param name="value">Its value, which nobody else has.</param>
    /// <param name="grace">How long they have between being asked to end and being ended.</param>
    /// <param name="time">Measures that.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> EndAsync(string variable, string value, TimeSpan grace, TimeProvider time)
    {
        var marker = $"{variable}={value}";
        var found = Signals.StartedWith(marker).Where(process => process != Environment.ProcessId).ToList();
        if (found.Count > 0) await new RunningProcess(found[0], marker, grace, time).SweepAsync();
        return found.Count;
    }
}
