using System.Runtime.InteropServices;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Agent;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Testing;
using BuildkiteCi.Testing.Recording;
using Dummy;

// A real process for tests: what it does is its first argument.
return args switch
{
    ["print", var count] => Print(int.Parse(count)),
    ["echo", ..] => Echo(args[1..]),
    ["environment", var name] => Echo([Environment.GetEnvironmentVariable(name) ?? "(unset)"]),
    ["copy-input"] => CopyInput(),
    ["exit", var status] => int.Parse(status),
    ["hang"] => Hang(),
    ["set-meta-data", var state, var prefix, var count] => await SetMetaDataAsync(state, prefix, int.Parse(count)),
    [AgentStandIn.Word, .. var words] => await AgentStandIn.RunAsync([.. words], CancellationToken.None),
    ["record-result", var key] => await RecordResultAsync(key),
    ["run-stage", var folder, var engine] => await RunStageAsync(
        folder,
        StageSettings.BuiltIn.Container with
        {
            Engine = engine,
        },
        "vllm-tpu:0123abc",
        "pytest"
    ),
    ["run-container", var folder, var image, var command] => await RunStageAsync(
        folder,
        StageSettings.BuiltIn.Container with
        {
            IsPrivileged = false,
            SharedMemory = "64m",
            Volumes = [],
        },
        image,
        command
    ),
    ["publish", var root, var scratch, var text] => await PublishAsync(root, scratch, text),
    ["keep-runs", var history, var prefix, var count] => await KeepRunsAsync(history, prefix, int.Parse(count)),
    ["run-benchmark", var folder, var caseFile] => await RunBenchmarkAsync(folder, caseFile),
    ["vllm", "serve", .. var options] => await VllmServer.RunAsync(options),
    ["vllm", "bench", "serve", .. var options] => await VllmClient.RunAsync(options),
    _ => 64,
};

static int Print(int count)
{
    for (var line = 1; line <= count; line++)
    {
        var writer = line % 2 == 0 ? Console.Error : Console.Out;
        writer.WriteLine($"line {line}");
    }

    return 0;
}

static int Echo(string[] words)
{
    foreach (var word in words) Console.Out.WriteLine(word);
    return 0;
}

static int CopyInput()
{
    Console.Out.Write(Console.In.ReadToEnd());
    return 0;
}

static int Hang()
{
    Console.Out.WriteLine(Environment.ProcessId);
    Thread.Sleep(Timeout.Infinite);
    return 0;
}

static async Task<int> SetMetaDataAsync(string state, string prefix, int count)
{
    var build = new LocalBuild(state, new DiskFileTree(state), TimeProvider.System);
    for (var number = 0; number < count; number++) await build.SetMetaDataAsync($"{prefix}-{number}", $"{number}", CancellationToken.None);
    return 0;
}

// A stage in a container, ended by the signals that end a job.
static async Task<int> RunStageAsync(string folder, ContainerSettings container, string image, string command)
{
    using var stop = new CancellationTokenSource();
    using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    var build = new LocalBuild(Path.Combine(folder, "state"), new DiskFileTree(folder), TimeProvider.System);
    var world = new StageDependencies(
        new ProcessRunner(folder, TimeProvider.System),
        build,
        new DiskFileTree(Path.Combine(folder, "results")),
        new ConsoleLog(),
        TimeProvider.System
    );
    var job = new StageJob(StepKey.Parse("unit")!, SubjectName.Parse("MoE")!, new Stage("UnitTest", "UnitTest", "Unit tests"), command);
    try
    {
        var plan = new ContainerPlan(container, image, ThisProcess.AsContainerOwner());
        await new StageRunner(world, StageSettings.BuiltIn).RunAsync(job, plan, stop.Token);
        return 0;
    }
    catch (StageCancelledException)
    {
        return 1;
    }

    void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}

static async Task<int> PublishAsync(string root, string scratch, string text)
{
    var request = new PublishRequest(
        "main",
        "[skip ci] Update",
        [new FileChange.Write("a.csv", text), new FileChange.Write("b.csv", text)]
    );
    await new GitPublisher(new ProcessRunner(root, TimeProvider.System), TimeProvider.System).PublishAsync(
        root,
        scratch,
        request,
        (_, _) => Task.FromResult(true),
        CancellationToken.None
    );
    return 0;
}

static async Task<int> KeepRunsAsync(string address, string prefix, int count)
{
    var history = new RunHistory(HistoryAddress.Parse(address).Address!);
    for (var number = 0; number < count; number++)
    {
        // Every writer writes records of its own, and one that all of them write.
        var run = new BenchmarkRun($"{prefix}-{number}", "case", "v6e-1", DateTimeOffset.UnixEpoch.AddDays(number))
        {
            Metrics =
            [
                new(Metric.Of("request_throughput", MetricUnit.RequestsPerSecond), number),
                new(Metric.Of("p99_ttft_ms", MetricUnit.Milliseconds), 1),
            ],
        };
        await history.KeepAsync(run, CancellationToken.None);
        await history.KeepAsync(run with { Id = "shared" }, CancellationToken.None);
    }

    return 0;
}

static async Task<int> RunBenchmarkAsync(string folder, string caseFile)
{
    var one = CaseFileReader.Parse(new SourceFile(caseFile, File.ReadAllText(caseFile)), Fleet.BuiltIn).Value!.Cases[0];
    using var health = new HttpHealthCheck();
    using var files = new RunFolder(folder);
    var world = new BenchmarkDependencies(
        new ProcessRunner(folder, TimeProvider.System),
        health,
        new TpuDevices(),
        files,
        new ConsoleLog(),
        TimeProvider.System
    );
    var settings = BenchmarkSettings.BuiltIn with { Poll = TimeSpan.FromMilliseconds(50), Grace = TimeSpan.FromSeconds(1) };
    var plan = BenchmarkPlan.Of(one, one.Queues[0].Machine).Value!;
    var outcome = await new BenchmarkRunner(world, settings, Environment.ProcessId).RunAsync(plan, container: null, CancellationToken.None);
    return outcome.Judgement.Results.IsEmpty ? 1 : 0;
}

// What RecordResult does, without the rest of the build.
static async Task<int> RecordResultAsync(string key)
{
    var environment = Environment
        .GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
    var build = new LocalBuild(
        Path.Combine(environment["BUILDKITE_BUILD_CHECKOUT_PATH"], ".buildkite-local"),
        new DiskFileTree("."),
        TimeProvider.System
    )
    {
        Job = environment["BUILDKITE_JOB_ID"],
    };
    var result = await RecordEnvironment
        .Read(environment, Fleet.BuiltIn, CatalogueFolders.BuiltIn)
        .Value!.RecordAsync(build, StepKey.Parse(key)!, CancellationToken.None);
    return result.Status == Status.Failing ? 1 : 0;
}
