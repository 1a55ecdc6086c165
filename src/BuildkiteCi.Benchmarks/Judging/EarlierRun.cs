using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>What an earlier run left in files, judged as it would have been: no server, no client.</summary>
/// <param name="Console">Its console output; null where that is not looked at.</param>
/// <param name="Saved">What its saved results say; null where they are not looked at.</param>
/// <param name="Accuracy">lm_eval's file; null where it is not looked at.</param>
/// <param name="Targets">What the run had to reach; null where nothing names its targets.</param>
public sealed record EarlierRun(
    Diagnosed<ClientReport>? Console,
    Diagnosed<ClientReport>? Saved,
    Diagnosed<AccuracyReport>? Accuracy,
    Targets? Targets
)
{
    /// <summary>Reads the files that are there.</summary>
    /// <param name="console">The client's console output.</param>
    /// <param name="saved">The results that the client saved.</param>
    /// <param name="accuracy">lm_eval's results.</param>
    /// <param name="targets">What the run had to reach; null where nothing names its targets.</param>
    public static EarlierRun Read(SourceFile? console, SourceFile? saved, SourceFile? accuracy, Targets? targets) => new(
        console is null ? null : ConsoleLog.Parse(console),
        saved is null ? null : SavedResults.Parse(saved),
        accuracy is null ? null : LmEvalFile.Parse(accuracy),
        targets);

    /// <summary>Everything that was found in the files, file by file.</summary>
    public ImmutableArray<Diagnostic> Diagnostics =>
        [.. Console?.Diagnostics ?? [], .. Saved?.Diagnostics ?? [], .. Accuracy?.Diagnostics ?? []];

    /// <summary>
    /// The run against its targets: of what was saved, which has all digits, else of what was printed. Null where nothing names its
    /// targets, or where they ask for what none of these files can hold.
    /// </summary>
    public Judgement? Judgement => (Targets, Saved?.Value ?? Console?.Value) switch
    {
        (null, _) => null,
        ({ Accuracy: null }, null) => null,
        ({ } targets, null) => Judging.Judgement.Of(null, Accuracy?.Value?.Main, new Targets { Accuracy = targets.Accuracy }),
        ({ } targets, { } report) => Judging.Judgement.Of(report, Accuracy?.Value?.Main ?? Console?.Value?.Score, targets),
    };

    /// <summary>Whether the files are a whole run's, and no target is missed.</summary>
    public bool IsGood => !Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error) && Judgement is not { IsFailure: true };
}
