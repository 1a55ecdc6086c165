namespace BuildkiteCi.Testing;

/// <summary>Tells what a finished run of a stage shows. Pure: the same run, the same verdict.</summary>
public static class StageJudge
{
    // A signal that comes from outside says nothing about the test; one that the program brings on itself (SEGV, ABRT, …) does.
    private static readonly (int Status, string Signal)[] SignalsFromOutside =
    [
        (129, "SIGHUP"), (130, "SIGINT"), (137, "SIGKILL"), (143, "SIGTERM"),
    ];

    /// <summary>The verdict and its reason in one line.</summary>
    public static (StageVerdict Verdict, string Reason) Judge(StageRun run)
    {
        var exit = run.Exit;
        if (exit.StartError is { } error) return (StageVerdict.Infrastructure, error);
        if (exit.TimedOut) return (StageVerdict.TimedOut, $"ended after {Elapsed.Text(exit.Span)}");
        if (exit.Status == 0) return (StageVerdict.Passed, "exit status 0");
        return Array.Find(SignalsFromOutside, row => row.Status == exit.Status) is { Signal: { } signal }
            ? (StageVerdict.Infrastructure, $"ended by {signal}, exit status {exit.Status}")
            : (StageVerdict.Failed, $"exit status {exit.Status}");
    }
}
