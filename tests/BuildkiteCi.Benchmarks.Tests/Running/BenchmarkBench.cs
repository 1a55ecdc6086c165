using System.Text.Json;
using System.Text.RegularExpressions;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Machine;
using BuildkiteCi.Testing;
using BuildkiteCi.Testing.Tests;

namespace BuildkiteCi.Benchmarks.Tests.Running;

/// <summary>A temporary folder with a stand-in <c>vllm</c> on its <c>PATH</c>, in which benchmarks are run for real.</summary>
internal sealed class BenchmarkBench : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpHealthCheck health = new();
    private readonly RunFolder files;

    public BenchmarkBench()
    {
        Port = FreePort.Find();
        Script("vllm", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Dummy.dll")}' vllm \"$@\"");
        files = new RunFolder(Path.Combine(folder.Path, "run"));
    }

    public int Port { get; }

    /// <summary>Any file of this folder whose name begins with <c>accel</c> is a device.</summary>
    public TpuDevices Devices => new(new Regex($"^{Regex.Escape(folder.Path)}/accel", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>A device's file.</summary>
    public string Device => folder.Write("accel0", "");

    public RecordedStageLog Log { get; } = new();

    public string Files => files.Path;

    public RunFolder Folder => files;

    public BenchmarkSettings Settings { get; init; } = BenchmarkSettings.BuiltIn with
    {
        Poll = TimeSpan.FromMilliseconds(50),
        Progress = TimeSpan.FromMilliseconds(300),
        Grace = TimeSpan.FromSeconds(5),
    };

    /// <summary>The processes that the server started, itself included.</summary>
    public int[] ServerProcesses => File.Exists(PidFile) ? [.. File.ReadAllLines(PidFile).Select(int.Parse)] : [];

    private string SearchPath => $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";

    private string PidFile => Path.Combine(folder.Path, "pids");

    /// <summary>A case file whose programs are those of this folder.</summary>
    public string CaseFile(
        string parts = "",
        string clientArguments = "",
        string serverArguments = "",
        string client = "vllm_bench_serve",
        params (string Name, string Value)[] environment
    )
    {
        var variables = environment
            .Concat([("INPUT_LEN", "8"), ("OUTPUT_LEN", "4"), ("STAND_IN_PIDS", PidFile), ("PATH", SearchPath)])
            .Select(pair => $"{JsonSerializer.Serialize(pair.Item1)}: {JsonSerializer.Serialize(pair.Item2)}");
        var server =
            client == "lm_eval"
                ? ""
                : $$"""
                    "server_command_options": { "command_type": "vllm_serve", "args": { "model": "Qwen/Qwen3-4B", "port": {{Port}}{{serverArguments}} } },
                    """;
        return folder.Write("case.json", $$"""
            { "benchmark_cases": [ {
                "case_name": "Qwen3-4B", "ci_queue": ["tpu_v6e_queue"], "env": { {{string.Join(", ", variables)}} },
                {{server}}
                "client_command_options": { "command_type": "{{client}}", "args": { "model": "Qwen/Qwen3-4B", "percentile-metrics": "e2el", "num-prompts": 100{{clientArguments}} } }
                {{parts}} } ] }
            """);
    }

    public BenchmarkPlan Plan(string caseFile)
    {
        var read = CaseFileReader.Parse(new SourceFile("case.json", File.ReadAllText(caseFile)), Fleet.BuiltIn);
        read.HasErrors.ShouldBeFalse(string.Join('\n', read.Diagnostics));
        return BenchmarkPlan.Of(read.Value!.Cases[0], CaseMachine.OfQueue("tpu_v6e_queue", Fleet.BuiltIn)).Value!;
    }

    public Task<BenchmarkOutcome> RunAsync(string caseFile, ContainerPlan? container = null, CancellationToken? cancellationToken = null) =>
        new BenchmarkRunner(
            new BenchmarkDependencies(
                new OnPath(new ProcessRunner(folder.Path, TimeProvider.System), SearchPath),
                health,
                Devices,
                files,
                Log,
                TimeProvider.System
            ),
            Settings,
            Environment.ProcessId
        ).RunAsync(Plan(caseFile), container, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>A program of this folder.</summary>
    public string Script(string name, string body) => folder.WriteScript(name, body);

    public void Dispose()
    {
        files.Dispose();
        health.Dispose();
        folder.Dispose();
    }

    /// <summary>Starts programs that look for others in this folder first.</summary>
    private sealed class OnPath(IProcessRunner inner, string searchPath) : IProcessRunner
    {
        public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken) =>
            inner.RunAsync(command with { Environment = command.Environment.SetItem("PATH", searchPath) }, onLine, cancellationToken);
    }
}
