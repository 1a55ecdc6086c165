using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using TestSupport;

namespace Benchmarks.Starting;

/// <summary>
/// What somebody waits for beyond the work itself: a warm <c>./build.sh</c> whose target ends at once, because an option is missing,
/// against a .NET program that does nothing. The goal is at most 0.15 s more.
/// </summary>
[Config(typeof(FewLongRuns))]
public class StartBenchmark
{
    /// <summary>The argument with which this program is the empty one.</summary>
    internal const string NothingToDo = "--nothing-to-do";

    // Whole processes are started ten times a run, since one takes a tenth of a second only.
    private const int Starts = 10;

    /// <summary>Compiles, so that every measured start is a warm one.</summary>
    [GlobalSetup]
    public void Warm() => Start($"{Repository.Root}/build.sh", "--target=AddModel");

    [Benchmark(Baseline = true, OperationsPerInvoke = Starts, Description = "an empty .NET program")]
    public void Nothing()
    {
        for (var start = 0; start < Starts; start++) Start("dotnet", typeof(StartBenchmark).Assembly.Location, NothingToDo);
    }

    [Benchmark(OperationsPerInvoke = Starts, Description = "./build.sh, warm")]
    public void Build()
    {
        for (var start = 0; start < Starts; start++) Start($"{Repository.Root}/build.sh", "--target=AddModel");
    }

    private static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
            }
        )!;
        process.StandardInput.Close();
        _ = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }
}
